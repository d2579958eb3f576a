// Node-RED without its editor, over HTTPS, everything else as it comes.
const { readFileSync } = require('node:fs');

module.exports = {
  uiHost: '127.0.0.1',
  uiPort: Number(process.env.PORT),
  https: {
    key: readFileSync(process.env.KEY),
    cert: readFileSync(process.env.CERTIFICATE),
    minVersion: 'TLSv1.2',
  },
  flowFile: 'flows.json',
  credentialSecret: false,
  httpAdminRoot: false,
  disableEditor: true,
  telemetry: { enabled: false },
  logging: { console: { level: 'warn', metrics: false, audit: false } },
};
