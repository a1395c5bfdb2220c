import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A member of a group in a process of its own; what it tells is in ../../group_member.h. */
final class GroupMember implements ConsumerRebalanceListener {
    private GroupMember() {}

    static void run(String servers, String group, String topic) throws Exception {
        Map<String, Object> settings = Peer.settings(servers, "group.id", group, "client.id", "java",
                "partition.assignment.strategy", Member.assignor("Range"), "auto.offset.reset", "earliest",
                "session.timeout.ms", 1_000, "heartbeat.interval.ms", 200, "max.poll.interval.ms", 10_000,
                "auto.commit.interval.ms", 200, "fetch.max.wait.ms", 100, "metadata.max.age.ms", 1_000);
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        Thread reader = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            consumer.wakeup();
            try {
                reader.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }));
        try (consumer) {
            consumer.subscribe(List.of(topic), new GroupMember());
            while (true)
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100)))
                    System.out.println("record " + record.topic() + "-" + record.partition() + " " + record.offset()
                            + " " + record.value());
        } catch (WakeupException asked) {
            System.out.println("leaving");
        }
    }

    private static void tell(Collection<TopicPartition> owned) {
        TreeSet<String> names = new TreeSet<>();
        for (TopicPartition partition : owned) names.add(partition.toString());
        System.out.println(("assigned " + String.join(" ", names)).strip());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        tell(List.of());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        tell(partitions);
    }
}
