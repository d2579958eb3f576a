"""Whether an object is what its kind says: every member known, none missing, each of its type.

kubectl alone would ask a cluster; this asks the types of Debian's python3-kubernetes.
"""

import re
from datetime import datetime

from kubernetes.client import models

PLAIN = {"str": str, "int": int, "bool": bool, "float": (int, float), "object": object,
         "datetime": (str, datetime)}


def faults(kind, value, where):
    """One sentence for each fault of a value of the given type, found at the given place."""
    listed = re.fullmatch(r"list\[(.+)\]", kind)
    mapped = re.fullmatch(r"dict\(str, (.+)\)", kind)
    if listed:
        return of_each(listed.group(1), value, where, list)
    if mapped:
        return of_each(mapped.group(1), value, where, dict)
    if kind in PLAIN:
        right = isinstance(value, PLAIN[kind]) and not (kind == "int" and isinstance(value, bool))
        return [] if right else [f"{where}: [{value}] must be {kind}"]
    return of_model(getattr(models, kind), value, where)


def of_each(kind, value, where, container):
    if not isinstance(value, container):
        return [f"{where}: must be a {container.__name__}"]
    pairs = value.items() if container is dict else enumerate(value)
    return [fault for key, item in pairs for fault in faults(kind, item, f"{where}.{key}")]


def of_model(model, value, where):
    if not isinstance(value, dict):
        return [f"{where}: must be an object"]
    names = {name: attribute for attribute, name in model.attribute_map.items()}
    unknown = [f"{where}: unknown member [{name}]" for name in value if name not in names]
    known = {names[name]: item for name, item in value.items() if name in names}
    deeper = [
        fault
        for attribute, item in known.items()
        for fault in faults(
            model.openapi_types[attribute], item, f"{where}.{model.attribute_map[attribute]}")
    ]
    try:
        model(**known)
    except ValueError as missing:
        deeper.append(f"{where}: {missing}")
    return unknown + deeper
