// What kafkajs' admin client asks of a cluster: node admin.js FOLDER-OF-KAFKAJS BOOTSTRAP-SERVERS
const assert = require('node:assert/strict');
const { connect, run } = require('./cluster.js');

const TOPIC_RESOURCE = 2;
const DYNAMIC_TOPIC_CONFIG = 1;
const DEFAULT_CONFIG = 5;

async function describesTheCluster(admin) {
  const { brokers, controller, clusterId } = await admin.describeCluster();
  assert.deepEqual(brokers.map((broker) => broker.nodeId).sort(), [1, 2, 3]);
  assert.ok([1, 2, 3].includes(controller));
  assert.match(clusterId, /^[\w-]{22}$/);
}

async function validatesWithoutCreating(admin) {
  const topics = [{ topic: 'only-asked', numPartitions: 2 }];
  assert.equal(await admin.createTopics({ topics, validateOnly: true, waitForLeaders: false }), true);
  assert.deepEqual(await admin.listTopics(), []);
  const refused = [{ topic: 'only-asked', numPartitions: 2, replicationFactor: 4 }];
  await assert.rejects(
    admin.createTopics({ topics: refused, validateOnly: true, waitForLeaders: false }),
    (error) => error.errors[0].type === 'INVALID_REPLICATION_FACTOR');
}

// Asks again while the answer differs: another broker may learn of a change a moment later.
async function eventuallyLists(admin, expected) {
  const deadline = Date.now() + 60_000;
  let found = (await admin.listTopics()).sort();
  while (found.join() !== expected.join() && Date.now() < deadline) found = (await admin.listTopics()).sort();
  assert.deepEqual(found, expected);
}

async function createsTopics(admin) {
  const topics = [
    { topic: 'plain', numPartitions: 3 },
    { topic: 'set', numPartitions: 1, configEntries: [{ name: 'retention.ms', value: '3600000' }] },
  ];
  assert.equal(await admin.createTopics({ topics }), true);
  assert.equal(await admin.createTopics({ topics }), false, 'it exists');
  await eventuallyLists(admin, ['plain', 'set']);

  const metadata = await admin.fetchTopicMetadata({ topics: ['plain'] });
  const partitions = metadata.topics[0].partitions.sort((a, b) => a.partitionId - b.partitionId);
  assert.deepEqual(partitions.map((partition) => partition.partitionId), [0, 1, 2]);
  assert.deepEqual(partitions.map((partition) => partition.leader).sort(), [1, 2, 3], 'a leader each');
  for (const { leader, replicas, isr } of partitions) {
    assert.equal(replicas[0], leader, 'the preferred one');
    assert.deepEqual([replicas, isr].map((ids) => ids.sort()), [[1, 2, 3], [1, 2, 3]]);
  }
}

async function describesSettings(admin) {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: true,
    resources: [
      { type: TOPIC_RESOURCE, name: 'set' },
      { type: TOPIC_RESOURCE, name: 'plain', configNames: ['retention.ms'] },
    ],
  });
  const [set, plain] = ['set', 'plain'].map((name) => resources.find((found) => found.resourceName === name));
  const retention = (found) => found.configEntries.find((entry) => entry.configName === 'retention.ms');
  assert.equal(retention(set).configValue, '3600000');
  assert.equal(retention(set).configSource, DYNAMIC_TOPIC_CONFIG);
  assert.deepEqual(retention(set).configSynonyms.map((synonym) => synonym.configSource),
    [DYNAMIC_TOPIC_CONFIG, DEFAULT_CONFIG]);
  assert.ok(set.configEntries.length > 20, 'all settings, not only those that were set');
  assert.equal(plain.configEntries.length, 1, 'only what was asked for');
  assert.equal(retention(plain).configValue, String(7 * 24 * 3600 * 1000));
  assert.equal(retention(plain).configSource, DEFAULT_CONFIG);
}

async function tellsOffsets(admin, kafka) {
  const start = Date.now() - 3600_000;
  const producer = kafka.producer();
  await producer.connect();
  // Two batches, so that times are looked for both between and inside of batches.
  for (const batch of [0, 1]) {
    const messages = [0, 1, 2, 3, 4].map((i) => ({ value: `${i}`, timestamp: `${start + batch * 5000 + i * 1000}` }));
    await producer.send({ topic: 'set', messages });
  }
  await producer.disconnect();
  assert.deepEqual(await admin.fetchTopicOffsets('set'), [{ partition: 0, offset: '10', high: '10', low: '0' }]);
  const offsetAt = async (time) => (await admin.fetchTopicOffsetsByTimestamp('set', time))[0].offset;
  assert.equal(await offsetAt(start - 1), '0');
  assert.equal(await offsetAt(start + 2000), '2', 'inside of a batch');
  assert.equal(await offsetAt(start + 2001), '3', 'the next one at or after it');
  assert.equal(await offsetAt(start + 5000), '5', 'the first of a batch');
  assert.equal(await offsetAt(start + 9001), '10', 'after all of them: the end');
}

async function deletesTopics(admin) {
  await admin.deleteTopics({ topics: ['plain', 'set'] });
  await eventuallyLists(admin, []);
  // It tries again in vain before it says so.
  await assert.rejects(admin.deleteTopics({ topics: ['plain'] }),
    (error) => error.cause.type === 'UNKNOWN_TOPIC_OR_PARTITION');
}

run(async () => {
  const kafka = connect();
  const admin = kafka.admin();
  await admin.connect();
  await describesTheCluster(admin);
  await validatesWithoutCreating(admin);
  await createsTopics(admin);
  await describesSettings(admin);
  await tellsOffsets(admin, kafka);
  await deletesTopics(admin);
  await admin.disconnect();
});
