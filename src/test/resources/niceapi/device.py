"""A device that uses the library scenera-niceapi as it is: its calls, one line each."""

import base64
import copy
import json
import sys

from niceapi.api.requests import ApiRequest

with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)


def told(call, good):
    print(call, "good" if good else "failed", flush=True)


ApiRequest.set_security_object(given["security"])
ApiRequest.set_private_key(given["key"])
told("initialize_jose", ApiRequest.initialize_jose())
told("GetManagementEndPoint", ApiRequest.get_management_end_point())
told("GetDateTime(LA)", ApiRequest.get_date_time_from_la()[0])
told("GetManagementObject", ApiRequest.get_management_object())
told("GetDateTime(AS)", ApiRequest.get_date_time_from_as()[0])
told("GetControlObject", ApiRequest.get_control_object())
done, mode = ApiRequest.get_scene_mode("0001")
told("GetSceneMode", done)
mark = {"Version": "1.0", "TimeStamp": "2026-11-23T08:00:00.000Z", "SceneMarkID": "SMK", "NodeID": "0001"}
told("SetSceneMark", done and ApiRequest.set_scene_mark(mode, mark)[0])

# Encrypted, which travels as text/plain; of whose key is asked by other calls.
secret = copy.deepcopy(mode) if done else None
for output in secret["Mode"]["SceneMarkOutputList"] if done else []:
    output["Encryption"] = {
        "EncryptionOn": True,
        "SceneEncryptionKeyID": "K",
        "SceneMarkEncryption": {"JWEAlg": "A256KW", "JWEEnc": "A256GCM"},
    }
key = {"kid": "K", "k": base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=")}
privacy = {"K": {"SceneEncryptionKey": key}}
told("SetSceneMark(encrypted)", done and ApiRequest.set_scene_mark(secret, mark, privacy)[0])
