// Node-RED without its editor, everything else as it comes.
module.exports = {
  uiHost: '127.0.0.1',
  uiPort: Number(process.env.PORT),
  flowFile: process.env.FLOW,
  credentialSecret: false,
  httpAdminRoot: false,
  disableEditor: true,
  telemetry: { enabled: false },
  logging: { console: { level: 'warn', metrics: false, audit: false } },
};
