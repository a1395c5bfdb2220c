import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends without end, for a test that kills the cluster meanwhile. */
final class SteadyProducer {
    private static final int TELL_EVERY = 1_000;

    private SteadyProducer() {}

    /** Prints `acknowledged N` now and then. */
    static void run(String servers, String topic, String codec) {
        AtomicInteger acknowledged = new AtomicInteger();
        Random random = new Random(4);
        Map<String, Object> settings = Peer.settings(servers, "compression.type", codec, "linger.ms", 5);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0;; ++number) {
                byte[] value = new byte[random.nextInt(1_000)];
                random.nextBytes(value);
                producer.send(new ProducerRecord<>(topic, value), (metadata, error) -> {
                    if (error != null) return;
                    int count = acknowledged.incrementAndGet();
                    if (count % TELL_EVERY == 0) System.out.println("acknowledged " + count);
                });
            }
        }
    }

    /** How many records of a topic a consumer can read, from the beginning to the end. */
    static long count(String servers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Peer.settings(servers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(found -> new TopicPartition(topic, found.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long count = 0;
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                count += consumer.poll(Duration.ofSeconds(1)).count();
            }
            return count;
        }
    }
}
