import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What members of Java's consumer live through: commits, static membership, being stuck, growing topics. */
final class GroupScenario {
    private final String servers;
    private final Admin admin;

    private GroupScenario(String servers, Admin admin) {
        this.servers = servers;
        this.admin = admin;
    }

    static void run(String servers) throws Exception {
        try (Admin admin = Admin.create(Peer.settings(servers))) {
            GroupScenario scenario = new GroupScenario(servers, admin);
            scenario.commitsAreKeptWithTheirMetadata();
            scenario.whereNothingIsCommittedTheResetDecides();
            scenario.aStaticMemberMayBeAwayForASession();
            scenario.aSecondInstanceFencesTheFirst();
            scenario.aStuckMemberIsOutAndItsCommitRefused();
            scenario.addedPartitionsAreAssigned();
        }
    }

    private void topic(String name, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 3))).all().get();
    }

    static void produce(String servers, String topic, int from, int count) throws Exception {
        Map<String, Object> settings = Peer.settings(servers);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = from; i < from + count; ++i) producer.send(new ProducerRecord<>(topic, "key" + i, "" + i));
        }
    }

    private ConsumerGroupDescription described(String group) throws Exception {
        return admin.describeConsumerGroups(List.of(group)).all().get().get(group);
    }

    private void commitsAreKeptWithTheirMetadata() throws Exception {
        topic("committed", 1);
        produce(servers, "committed", 0, 100);
        TopicPartition partition = new TopicPartition("committed", 0);
        Member member = new Member(servers, "committing", "c0", List.of("committed"), "enable.auto.commit", false);
        Peer.eventually(100, () -> member.read().size(), "records");
        Peer.same("done", member.ask(consumer -> {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(40, "forty, 四十")));
            return "done";
        }), "a commit");
        Peer.refused(GroupNotEmptyException.class, () -> admin.deleteConsumerGroups(List.of("committing")).all().get());
        // Someone else may not commit for a group that has members.
        Peer.refused(Exception.class, () -> admin.alterConsumerGroupOffsets("committing",
                Map.of(partition, new OffsetAndMetadata(7))).all().get());
        member.close();
        OffsetAndMetadata kept =
                admin.listConsumerGroupOffsets("committing").partitionsToOffsetAndMetadata().get().get(partition);
        Peer.same(40L, kept.offset(), "the committed offset");
        Peer.same("forty, 四十", kept.metadata(), "its metadata");
        Member again = new Member(servers, "committing", "c0", List.of("committed"));
        Peer.eventually(60, () -> again.read().size(), "records after the committed offset");
        Peer.same("40", again.read().get(0), "the first of them");
        again.close();
        Peer.same(100L, admin.listConsumerGroupOffsets("committing").partitionsToOffsetAndMetadata().get()
                .get(partition).offset(), "what closing committed");
        Peer.same(GroupState.EMPTY, described("committing").groupState(), "the state without members");
    }

    private void whereNothingIsCommittedTheResetDecides() throws Exception {
        Member none = new Member(servers, "none", "c0", List.of("committed"), "auto.offset.reset", "none");
        Peer.eventually(true, () -> none.failure() instanceof NoOffsetForPartitionException, "an error without an offset");
        none.close();
        Member recent = new Member(servers, "recent", "c0", List.of("committed"), "auto.offset.reset", "by_duration:PT1H");
        Peer.eventually(100, () -> recent.read().size(), "records of the last hour");
        recent.close();
        Member latest = new Member(servers, "latest", "c0", List.of("committed"), "auto.offset.reset", "latest");
        Peer.eventually(1, latest::ownedCount, "partitions");
        TopicPartition partition = new TopicPartition("committed", 0);
        Peer.same(100L, latest.ask(consumer -> consumer.position(partition)), "where the latest begins");
        Peer.same(List.of(), latest.read(), "records of the latest");
        latest.close();
    }

    private Member instance(String name, String clientId) {
        return new Member(servers, "static", clientId, List.of("static"), "group.instance.id", name,
                "session.timeout.ms", 30_000);
    }

    private void aStaticMemberMayBeAwayForASession() throws Exception {
        topic("static", 4);
        Member one = instance("one", "c0");
        Member two = instance("two", "c1");
        Peer.eventually(List.of(2, 2), () -> List.of(one.ownedCount(), two.ownedCount()), "shares");
        String before = one.owned();
        int generation = two.generation();
        one.close();
        Peer.same(2, described("static").members().size(), "members while one is away");
        Member again = instance("one", "c2");
        Peer.eventually(before, again::owned, "what it owned before");
        Peer.same(generation, again.generation(), "the generation: nobody had to join again");
        Peer.same(generation, two.generation(), "the other's generation");
        again.close();
        RemoveMembersFromConsumerGroupOptions gone =
                new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove("one")));
        admin.removeMembersFromConsumerGroup("static", gone).all().get();
        Peer.eventually(4, two::ownedCount, "partitions of the one that is left");
        two.close();
        admin.removeMembersFromConsumerGroup("static",
                new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove("two")))).all().get();
        Peer.same(GroupState.EMPTY, described("static").groupState(), "the state without members");
    }

    private void aSecondInstanceFencesTheFirst() throws Exception {
        Member first = instance("same", "c0");
        Peer.eventually(4, first::ownedCount, "partitions");
        Member second = instance("same", "c1");
        Peer.eventually(4, second::ownedCount, "partitions of the second");
        Peer.eventually(true, () -> first.failure() instanceof FencedInstanceIdException, "the first is fenced");
        second.close();
        admin.removeMembersFromConsumerGroup("static", new RemoveMembersFromConsumerGroupOptions()).all().get();
    }

    private void aStuckMemberIsOutAndItsCommitRefused() throws Exception {
        topic("stuck", 2);
        produce(servers, "stuck", 0, 10);
        Map<String, Object> settings = Peer.settings(servers, "group.id", "stuck", "client.id", "c0",
                "auto.offset.reset", "earliest", "session.timeout.ms", 1_000, "heartbeat.interval.ms", 100,
                "max.poll.interval.ms", 1_000, "enable.auto.commit", false);
        try (KafkaConsumer<String, String> stuck =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            stuck.subscribe(List.of("stuck"));
            int read = 0;
            while (read < 10) read += stuck.poll(Duration.ofMillis(200)).count();
            ConsumerGroupMetadata before = stuck.groupMetadata();
            // Not polling, it heartbeats on until the poll interval has passed.
            Peer.eventually(0, () -> described("stuck").members().size(), "members");
            Peer.refused(CommitFailedException.class, stuck::commitSync);
            Peer.check(before.generationId() > 0, "it was a member");
            Member other = new Member(servers, "stuck", "c1", List.of("stuck"));
            Peer.eventually(10, () -> other.read().size(), "records that are repeated");
            other.close();
        }
    }

    private void addedPartitionsAreAssigned() throws Exception {
        topic("growing", 2);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 3; ++i) members.add(new Member(servers, "growing", "c" + i, List.of("growing")));
        Peer.eventually(2, () -> members.stream().mapToInt(Member::ownedCount).sum(), "partitions");
        Peer.eventually(3, () -> described("growing").members().size(), "members, one of them idle");
        admin.createPartitions(Map.of("growing", NewPartitions.increaseTo(6))).all().get();
        Peer.eventually(List.of(2, 2, 2), () -> members.stream().map(Member::ownedCount).toList(), "shares");
        Set<String> owned = new TreeSet<>();
        for (Member member : members) owned.addAll(List.of(member.owned().split(" ")));
        Peer.same(6, owned.size(), "different partitions");
        for (Member member : members) member.close();
    }
}
