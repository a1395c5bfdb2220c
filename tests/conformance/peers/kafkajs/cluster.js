// How the scripts of this folder begin and end: node SCRIPT FOLDER-OF-KAFKAJS BOOTSTRAP-SERVERS …
const path = require('node:path');

const [folder, servers, ...rest] = process.argv.slice(2);
process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1';
const kafkajs = require(path.join(folder, 'node_modules', 'kafkajs'));

exports.kafkajs = kafkajs;
exports.rest = rest;

// Few retries, unless brokers are to be away: a cluster that needs them is one that answered wrongly.
exports.connect = (retry = { retries: 2 }) => new kafkajs.Kafka({
  clientId: 'kafkajs-peer',
  brokers: servers.split(','),
  logLevel: kafkajs.logLevel.NOTHING,
  retry,
});

exports.run = (main) => main().catch((error) => {
  console.error(error);
  process.exit(1);
});
