import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.tools.GetOffsetShell;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;

/** kafka-consumer-groups, kafka-console-consumer and kafka-get-offsets. */
final class GroupToolsScenario {
    private static final int PARTITIONS = 2;
    /** In each partition of `read`, ten seconds apart, the last one of now. */
    private static final int RECORDS = 50;
    private static final long STEP_MS = 10_000;

    private final String servers;
    private final Admin admin;
    private final long newest = System.currentTimeMillis();

    private GroupToolsScenario(String servers, Admin admin) {
        this.servers = servers;
        this.admin = admin;
    }

    static void run(String servers) throws Exception {
        try (Admin admin = Admin.create(Peer.settings(servers))) {
            GroupToolsScenario scenario = new GroupToolsScenario(servers, admin);
            scenario.fillTopic();
            scenario.tellsOffsets();
            scenario.consolesReadAsAGroup();
            scenario.describesAGroupWithMembers();
            scenario.describesAGroupWithout();
            scenario.resetsByEveryRule();
            scenario.deletesOffsetsAndGroups();
            scenario.readsTheOffsetsTopic();
        }
    }

    private List<String> groups(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--bootstrap-server", servers));
        all.addAll(Arrays.asList(arguments));
        return Tool.run(ConsumerGroupCommand::main, all.toArray(String[]::new));
    }

    private List<String> console(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--bootstrap-server", servers));
        all.addAll(Arrays.asList(arguments));
        return Tool.run(ConsoleConsumer::main, all.toArray(String[]::new));
    }

    private static void contains(List<String> lines, String... expected) {
        for (String line : expected)
            Peer.check(lines.stream().anyMatch(each -> each.contains(line)), "'" + line + "' is expected in " + lines);
    }

    private void fillTopic() throws Exception {
        admin.createTopics(List.of(new NewTopic("read", PARTITIONS, (short) 3))).all().get();
        Map<String, Object> settings = Peer.settings(servers);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < RECORDS; ++i)
                for (int partition = 0; partition < PARTITIONS; ++partition)
                    producer.send(new ProducerRecord<>("read", partition, newest - (RECORDS - 1 - i) * STEP_MS,
                            "key" + i, "p" + partition + " " + i));
        }
    }

    private void tellsOffsets() throws Exception {
        String[] common = {"--bootstrap-server", servers, "--topic", "read", "--time"};
        for (Map.Entry<String, Integer> each : Map.of("latest", RECORDS, "earliest", 0, "max-timestamp", RECORDS - 1,
                "" + (newest - 9 * STEP_MS), RECORDS - 10).entrySet()) {
            String[] arguments = Arrays.copyOf(common, common.length + 1);
            arguments[common.length] = each.getKey();
            Peer.same(List.of("read:0:" + each.getValue(), "read:1:" + each.getValue()),
                    Tool.run(GetOffsetShell::main, arguments), "offsets by " + each.getKey());
        }
    }

    private void consolesReadAsAGroup() throws Exception {
        List<String> first = console("--topic", "read", "--group", "console", "--from-beginning", "--max-messages", "30");
        // Where nothing was committed yet, also this one is to begin with the first record.
        List<String> rest = console("--topic", "read", "--group", "console", "--from-beginning", "--max-messages", "70");
        TreeSet<String> all = new TreeSet<>(first);
        all.addAll(rest);
        Peer.same(30, first.size(), "records of the first");
        Peer.same(2 * RECORDS, all.size(), "different records of both");
        contains(groups("--describe", "--group", "console", "--offsets"),
                "console read 0 50 50 0 - - -", "console read 1 50 50 0 - - -");
    }

    private void describesAGroupWithMembers() throws Exception {
        Member one = new Member(servers, "live", "one", List.of("read"), "enable.auto.commit", false);
        Member two = new Member(servers, "live", "two", List.of("read"), "enable.auto.commit", false, "group.instance.id", "second");
        Peer.eventually(List.of(1, 1), () -> List.of(one.ownedCount(), two.ownedCount()), "shares");
        Peer.same("done", one.ask(consumer -> {
            consumer.commitSync(Map.of(consumer.assignment().iterator().next(), new OffsetAndMetadata(20)));
            return "done";
        }), "a commit");
        List<String> offsets = groups("--describe", "--group", "live");
        contains(offsets, "GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID", " 20 50 30 one-",
                "/127.0.0.1 one", " - 50 - second-", "/127.0.0.1 two");
        contains(groups("--describe", "--group", "live", "--members", "--verbose"), "/127.0.0.1 one 1 - read:1",
                " second /127.0.0.1 two 1 - read:0");
        List<String> state = groups("--describe", "--group", "live", "--state");
        contains(state, "range Stable 2");
        contains(groups("--list", "--state"), "live Stable", "console Empty");
        contains(groups("--list", "--state", "Stable"), "live Stable");
        Peer.same(List.of("console", "live"), groups("--list").stream().sorted().toList(), "groups");
        contains(groups("--describe", "--all-groups", "--state"), "live ", "console ");

        contains(groups("--reset-offsets", "--group", "live", "--topic", "read", "--to-earliest", "--execute"),
                "Assignments can only be reset if the group 'live' is inactive");
        contains(groups("--delete", "--group", "live"), "could not be deleted", "GroupNotEmptyException");
        contains(groups("--delete-offsets", "--group", "live", "--topic", "read"), "GroupSubscribedToTopicException");
        one.close();
        two.close();
        contains(groups("--describe", "--group", "live", "--members"), "second");
        Peer.eventually(true, () -> groups("--list", "--state", "Empty").stream().anyMatch("live Empty"::equals),
                "the static member's session ended");
    }

    private void describesAGroupWithout() throws Exception {
        contains(groups("--describe", "--group", "live"), " 20 50 30 - - -");
        contains(groups("--describe", "--group", "live", "--state"), "Empty 0");
        contains(groups("--describe", "--group", "nobody"), "Group nobody not found");
    }

    /** What a rule would make of offset 20 of the group, and whether it is so only once executed. */
    private void resets(long expected, String... rule) throws Exception {
        TopicPartition partition = new TopicPartition("read", 0);
        admin.alterConsumerGroupOffsets("reset", Map.of(partition, new OffsetAndMetadata(20))).all().get();
        List<String> arguments =
                new ArrayList<>(List.of("--reset-offsets", "--group", "reset", "--topic", "read:0"));
        arguments.addAll(Arrays.asList(rule));
        List<String> dry = new ArrayList<>(arguments);
        dry.add("--dry-run");
        contains(groups(dry.toArray(String[]::new)), "reset read 0 " + expected);
        Peer.same(20L, committed("reset", partition), "after the dry run of " + rule[0]);
        arguments.add("--execute");
        contains(groups(arguments.toArray(String[]::new)), "reset read 0 " + expected);
        Peer.same(expected, committed("reset", partition), rule[0]);
    }

    private Object committed(String group, TopicPartition partition) throws Exception {
        OffsetAndMetadata offset =
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().get(partition);
        return offset == null ? null : offset.offset();
    }

    private void resetsByEveryRule() throws Exception {
        resets(0, "--to-earliest");
        resets(50, "--to-latest");
        resets(33, "--to-offset", "33");
        resets(50, "--to-offset", "99");
        resets(27, "--shift-by", "7");
        resets(13, "--shift-by", "-7");
        resets(0, "--shift-by", "-30");
        resets(20, "--to-current");
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
        String then = format.format(Instant.ofEpochMilli(newest - 9 * STEP_MS)) + "Z";
        resets(RECORDS - 10, "--to-datetime", then);
        // A record is ten seconds older than the next: what was written in the last hour is all of it.
        resets(0, "--by-duration", "PT1H");
        resets(50, "--by-duration", "PT0S");
        Path file = Files.createTempFile("reset", ".csv");
        Files.writeString(file, "read,0,11\n");
        TopicPartition partition = new TopicPartition("read", 0);
        contains(groups("--reset-offsets", "--group", "reset", "--from-file", file.toString(), "--execute"), "reset read 0 11");
        Peer.same(11L, committed("reset", partition), "--from-file");
        contains(groups("--reset-offsets", "--group", "reset", "--all-topics", "--to-current", "--export", "--dry-run"),
                "read,0,11");
        Files.delete(file);
        // Of a group that was never there: it is made.
        groups("--reset-offsets", "--group", "made", "--topic", "read", "--to-offset", "5", "--execute");
        Peer.same(5L, committed("made", new TopicPartition("read", 1)), "a group that a reset made");
    }

    private void deletesOffsetsAndGroups() throws Exception {
        contains(groups("--delete-offsets", "--group", "made", "--topic", "read:0"), "read 0 Successful");
        Peer.same(null, committed("made", new TopicPartition("read", 0)), "an offset that was deleted");
        Peer.same(5L, committed("made", new TopicPartition("read", 1)), "the other one");
        contains(groups("--delete", "--group", "made", "--group", "reset"), "was successful");
        contains(groups("--delete", "--group", "absent"), "could not be deleted", "GroupIdNotFoundException");
        Peer.same(List.of("console", "live"), groups("--list").stream().sorted().toList(), "groups that are left");
    }

    private void readsTheOffsetsTopic() throws Exception {
        List<String> offsets = console("--topic", "__consumer_offsets", "--from-beginning", "--timeout-ms", "3000",
                "--formatter", "org.apache.kafka.tools.consumer.OffsetsMessageFormatter");
        contains(offsets, "\"group\":\"console\"", "\"topic\":\"read\"", "\"offset\":50", "\"group\":\"reset\"");
        Peer.check(offsets.stream().anyMatch(line -> line.contains("\"made\"") && line.contains("\"data\":null")
                || line.contains("\"made\"") && line.contains("\"value\":null")), "a deleted offset is a tombstone: " + offsets);
        List<String> members = console("--topic", "__consumer_offsets", "--from-beginning", "--timeout-ms", "3000",
                "--formatter", "org.apache.kafka.tools.consumer.GroupMetadataMessageFormatter");
        contains(members, "\"group\":\"live\"", "\"protocol\":\"range\"", "\"clientId\":\"one\"", "\"groupInstanceId\":\"second\"");
    }
}
