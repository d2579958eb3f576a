// The same job as the bridge's, as a good programmer would write it in an afternoon: HTTPS, ES256
// tokens verified once and remembered, request and response over MQTT 5, a limit on the wait.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import { createLocalJWKSet, jwtVerify } from 'jose';
import mqtt from 'mqtt';

const { PORT, BROKER_PORT, OWN_ID, REPLY_FILTER, CERTIFICATE, KEY, JWKS } = process.env;
const TIMEOUT_MS = 10_000;
const TOKENS_REMEMBERED = 10_000;

const keys = createLocalJWKSet(JSON.parse(readFileSync(JWKS, 'utf8')));
const verified = new Map();

async function claims(authorization) {
  const token = authorization?.startsWith('Bearer ') ? authorization.slice(7) : '';
  const known = verified.get(token);
  if (known && known.exp * 1000 > Date.now()) {
    return known;
  }
  const { payload } = await jwtVerify(token, keys, { algorithms: ['ES256'], requiredClaims: ['exp'] });
  if (verified.size >= TOKENS_REMEMBERED) {
    verified.delete(verified.keys().next().value);
  }
  verified.set(token, payload);
  return payload;
}

const pending = new Map();
const broker = await mqtt.connectAsync(`mqtt://127.0.0.1:${BROKER_PORT}`, { protocolVersion: 5 });
await broker.subscribeAsync(REPLY_FILTER, { qos: 0 });
broker.on('message', (topic, payload, packet) => {
  const correlation = packet.properties?.correlationData?.toString('hex');
  const waiting = pending.get(correlation);
  if (waiting) {
    pending.delete(correlation);
    clearTimeout(waiting.timer);
    waiting.answered(payload);
  }
});

function ask(path, body) {
  return new Promise((answered, refused) => {
    const correlationData = randomBytes(16);
    const correlation = correlationData.toString('hex');
    const timer = setTimeout(() => {
      pending.delete(correlation);
      refused(Object.assign(new Error('timed out'), { statusCode: 503 }));
    }, TIMEOUT_MS);
    pending.set(correlation, { answered, timer });
    const parts = path.split('/');
    parts[1] = OWN_ID;
    broker.publish(path, body, {
      qos: 0,
      properties: {
        responseTopic: parts.join('/'),
        correlationData,
        contentType: 'application/json',
        payloadFormatIndicator: true,
        messageExpiryInterval: TIMEOUT_MS / 1000,
      },
    });
  });
}

function refusal(statusCode, message) {
  return Object.assign(new Error(message), { statusCode });
}

function check(message, path, token) {
  if (message.MessageType !== 'request' || !Number.isInteger(message.CommandID)) {
    throw refusal(400, 'not a request');
  }
  if (message.DestinationEndPointID !== path.split('/')[1] || message.CommandType !== path) {
    throw refusal(400, 'path and message disagree');
  }
  if (message.SourceEndPointID !== token.sub || !token.Permissions?.includes('Management')) {
    throw refusal(403, 'not permitted');
  }
}

const server = Fastify({
  https: { key: readFileSync(KEY), cert: readFileSync(CERTIFICATE), minVersion: 'TLSv1.2' },
});
server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) =>
  done(null, body),
);
server.post('/1/:endPoint/management/:api', async (request, reply) => {
  const token = await claims(request.headers.authorization).catch(() => {
    throw refusal(401, 'no good token');
  });
  const path = request.url.slice(1);
  check(JSON.parse(request.body), path, token);
  const answer = await ask(path, request.body);
  const status = JSON.parse(answer).ReplyStatusCode;
  reply.code(status).header('content-type', 'application/json');
  return answer;
});
await server.listen({ host: '127.0.0.1', port: Number(PORT) });
