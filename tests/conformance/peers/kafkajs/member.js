// A member of a group, from the first record on where nothing is committed; what it tells is in ../../group_member.h:
//   node member.js FOLDER-OF-KAFKAJS BOOTSTRAP-SERVERS GROUP TOPIC
const { connect, kafkajs, rest, run } = require('./cluster.js');

const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;

// Kafka's range assignor, which kafkajs does not bring: only members with the same one can share a group.
const range = ({ cluster }) => ({
  name: 'range',
  version: 0,
  protocol: ({ topics }) => ({
    name: 'range',
    metadata: MemberMetadata.encode({ version: 0, topics, userData: Buffer.alloc(0) }),
  }),
  async assign({ members, topics }) {
    const ids = members.map(({ memberId }) => memberId).sort();
    const owned = new Map(ids.map((id) => [id, {}]));
    for (const topic of topics) {
      const takers = ids.filter((id) => MemberMetadata
        .decode(members.find(({ memberId }) => memberId === id).memberMetadata).topics.includes(topic));
      const partitions = cluster.findTopicPartitionMetadata(topic)
        .map(({ partitionId }) => partitionId).sort((a, b) => a - b);
      takers.forEach((id, i) => {
        const share = Math.floor(partitions.length / takers.length);
        const larger = partitions.length % takers.length;
        const from = i * share + Math.min(i, larger);
        owned.get(id)[topic] = partitions.slice(from, from + share + (i < larger ? 1 : 0));
      });
    }
    return ids.map((memberId) => ({
      memberId,
      memberAssignment: MemberAssignment.encode({ version: 0, assignment: owned.get(memberId), userData: Buffer.alloc(0) }),
    }));
  },
});

run(async () => {
  const [groupId, topic] = rest;
  const consumer = connect({ retries: 20, initialRetryTime: 50 }).consumer({
    groupId,
    partitionAssigners: [range],
    sessionTimeout: 1_000,
    heartbeatInterval: 200,
    rebalanceTimeout: 10_000,
    maxWaitTimeInMs: 100,
    metadataMaxAge: 1_000,
  });
  const { GROUP_JOIN, REBALANCING } = consumer.events;
  consumer.on(GROUP_JOIN, ({ payload: { memberAssignment } }) => {
    const names = Object.entries(memberAssignment).flatMap(
      ([name, partitions]) => partitions.map((partition) => `${name}-${partition}`));
    console.log(['assigned', ...names].join(' '));
  });
  consumer.on(REBALANCING, () => console.log('assigned'));
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommitInterval: 200,
    eachMessage: async ({ partition, message }) => {
      console.log(`record ${topic}-${partition} ${message.offset} ${message.value}`);
    },
  });
  process.on('SIGTERM', async () => {
    await consumer.disconnect();
    process.exit(0);
  });
});
