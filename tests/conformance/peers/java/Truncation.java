import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that reads on while the log that it reads from is cut behind its back. */
final class Truncation {
    private Truncation() {}

    /** Prints `read N` after the first N records of the partition, then `truncated at OFFSET` when it is told so. */
    static void await(String servers, String topic, int count) {
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<String, Object> settings = Peer.settings(servers, "auto.offset.reset", "none", "request.timeout.ms", 2_000,
                "default.api.timeout.ms", 120_000, "metadata.max.age.ms", 500, "reconnect.backoff.max.ms", 200);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (consumer.position(partition) < count) consumer.poll(Duration.ofMillis(200));
            System.out.println("read " + consumer.position(partition));
            while (true) {
                int more = consumer.poll(Duration.ofMillis(200)).count();
                Peer.check(more == 0, "there are more records, and nothing was said of a truncation");
            }
        } catch (LogTruncationException truncation) {
            System.out.println("truncated at " + truncation.divergentOffsets().get(partition).offset());
        }
    }
}
