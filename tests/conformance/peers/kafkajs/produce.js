// Sends a file's lines to a topic of one partition:
//   node produce.js FOLDER-OF-KAFKAJS BOOTSTRAP-SERVERS TOPIC plain|gzip|idempotent FILE
// or, with `shapes` instead of the last two, one record of each shape.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { connect, kafkajs, rest, run } = require('./cluster.js');

const LINES_A_BATCH = 500;

const SHAPES = [
  { key: 'key', value: 'value', headers: { one: '1', two: ['2', 'II'] } },
  { key: 'gone', value: null },
  { key: null, value: 'without a key' },
  { key: '', value: '' },
];

run(async () => {
  const [topic, mode, file] = rest;
  const idempotent = mode === 'idempotent';
  const compression = mode === 'gzip' ? kafkajs.CompressionTypes.GZIP : kafkajs.CompressionTypes.None;
  const messages = mode === 'shapes' ? SHAPES
    : fs.readFileSync(file, 'utf8').trimEnd().split('\n').map((value) => ({ value }));

  const kafka = connect();
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
  await admin.disconnect();

  const producer = kafka.producer({ idempotent, maxInFlightRequests: idempotent ? 1 : undefined });
  await producer.connect();
  for (let sent = 0; sent < messages.length; sent += LINES_A_BATCH) {
    const [answer] = await producer.send(
      { topic, compression, acks: -1, messages: messages.slice(sent, sent + LINES_A_BATCH) });
    assert.equal(answer.errorCode, 0);
    assert.equal(answer.baseOffset, String(sent));
  }
  await producer.disconnect();
});
