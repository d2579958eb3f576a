// A WebRTC peer that signals by MQTT over WSS, as NICE 0.9 sections 9.2 and 9.3 describe it.
// ?me=&other= EndPointIDs, &port= its broker's, &calls= how often it calls: PEER1; 0: PEER2.
'use strict';

const asked = new URLSearchParams(location.search);
const [me, other] = [asked.get('me'), asked.get('other')];
const calls = Number(asked.get('calls'));
const PATIENCE_MS = 10_000;
// A call has a dozen messages, and the relay as shipped takes 100 a second of one pair.
const EACH_CALL_MS = 250;

const topic = (id) => `1/${id}/management/WebRTCSignaling`;
const tell = (what) => fetch('/told', { method: 'POST', body: JSON.stringify(what) });
const fail = (why) => tell({ failed: `${why}` });
addEventListener('error', (event) => fail(event.message));
addEventListener('unhandledrejection', (event) => fail(event.reason));

// ---- Signalling: a Common Message for each description and each candidate (section 9.2)

const broker = new Paho.Client(`wss://localhost:${asked.get('port')}/mqtt`, me);
let commandId = 0;

function signal(body) {
  const message = new Paho.Message(
    JSON.stringify({
      MessageType: 'request',
      SourceEndPointID: me,
      DestinationEndPointID: other,
      DateTimeStamp: new Date().toISOString(),
      CommandID: ++commandId,
      CommandType: `/${topic(other)}`,
      AccessToken: 'none',
      EncryptionOn: false,
      Payload: { Body: JSON.stringify(body) },
    }),
  );
  message.destinationName = topic(other);
  message.qos = 1;
  broker.send(message);
}

// ---- Calls (section 9.3, trickle ICE); what is left of an earlier call says its number

class Call {
  constructor(number) {
    this.number = number;
    this.candidates = new Promise((heard) => (this.heardCandidate = heard));
    this.connection = new RTCPeerConnection();
    this.connection.onicecandidate = ({ candidate }) =>
      candidate && signal({ call: number, ...candidate.toJSON() });
  }

  isOver() {
    return this.connection.signalingState === 'closed';
  }

  async say(description) {
    await this.connection.setLocalDescription(description);
    signal({ call: this.number, type: description.type, sdp: description.sdp });
  }

  // No candidate is kept back for its offer or answer: the order is the relay's to keep.
  async hear(body) {
    if (body.sdp === undefined) {
      await this.connection.addIceCandidate(body);
      this.heardCandidate();
    } else if (body.sdp.includes('a=candidate')) {
      throw new Error(`the ${body.type} of call ${this.number} holds candidates: no trickle ICE`);
    } else {
      await this.connection.setRemoteDescription(body);
    }
  }
}

let call = new Call(0);

/** PEER1. */
async function dial(number) {
  const began = performance.now();
  call = new Call(number);
  const channel = call.connection.createDataChannel(`1/${me}/control`);
  const opened = once(channel, 'open');
  await call.say(await call.connection.createOffer());
  await opened;
  const millis = performance.now() - began;
  await call.candidates;
  channel.send(`hello ${number}`);
  const { data } = await once(channel, 'message');
  await tell({ call: number, millis, heard: data });
  call.connection.close();
}

/** PEER2. */
async function take(offer) {
  call.connection.close();
  const taken = (call = new Call(offer.call));
  taken.connection.ondatachannel = ({ channel }) => {
    channel.onmessage = async ({ data }) => {
      await taken.candidates;
      channel.send(`${data} on ${channel.label}`);
    };
  };
  await taken.hear(offer);
  await taken.say(await taken.connection.createAnswer());
}

function once(target, name) {
  return new Promise((resolve, reject) => {
    target.addEventListener(name, resolve, { once: true });
    setTimeout(() => reject(`no ${name} within ${PATIENCE_MS} ms`), PATIENCE_MS);
  });
}

broker.onMessageArrived = ({ payloadString }) => {
  const body = JSON.parse(JSON.parse(payloadString).Payload.Body);
  if (body.type === 'offer') {
    take(body);
  } else if (body.call === call.number) {
    const current = call;
    current.hear(body).catch((why) => current.isOver() || fail(why));
  }
};

async function start() {
  // Whoever may use the microphone is told the machine's addresses, loopback among them.
  await navigator.mediaDevices.getUserMedia({ audio: true });
  await new Promise((onSuccess, onFailure) => broker.connect({ onSuccess, onFailure }));
  await new Promise((onSuccess, onFailure) =>
    broker.subscribe(topic(me), { qos: 1, onSuccess, onFailure }),
  );
  await tell({ subscribed: me });
  for (let number = 1; number <= calls; number++) {
    const pace = new Promise((over) => setTimeout(over, EACH_CALL_MS));
    await dial(number);
    await pace;
  }
}

start();
