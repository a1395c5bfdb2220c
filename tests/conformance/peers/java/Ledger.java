import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes numbered records into every partition of a topic at a steady pace until standard input ends, and tells what
 * becomes of them: `acknowledged N N …` by partition, `silence PARTITION FROM TO` in milliseconds since 1970,
 * `trouble …`, and at the end `finished N N …`.
 */
final class Ledger {
    private static final int PACE_MS = 5;
    private static final int TELL_EVERY_MS = 50;
    private static final long SHORTEST_SILENCE_MS = 25;
    private static final long MOST_WAITING = 3_000;
    private static final String FILLING = "x".repeat(100);

    private final String topic;
    private final int partitions;
    private final KafkaProducer<String, String> producer;
    private final long[] sent;
    private final long[] acknowledged;
    /** By partition: acknowledged, while one before them is not. */
    private final List<Set<Long>> early = new ArrayList<>();
    private final long[] lastHeard;

    private Ledger(String servers, String topic, int partitions) {
        this.topic = topic;
        this.partitions = partitions;
        this.sent = new long[partitions];
        this.acknowledged = new long[partitions];
        this.lastHeard = new long[partitions];
        for (int i = 0; i < partitions; ++i) early.add(new HashSet<>());
        this.producer = new KafkaProducer<>(
                Peer.settings(servers, "acks", "all", "enable.idempotence", true, "linger.ms", 1,
                        // What a broker took without a word must be tried elsewhere soon.
                        "request.timeout.ms", 1_000, "delivery.timeout.ms", 600_000, "max.block.ms", 120_000,
                        "retry.backoff.ms", 20, "retry.backoff.max.ms", 100, "reconnect.backoff.ms", 20,
                        "reconnect.backoff.max.ms", 100, "metadata.max.age.ms", 1_000),
                new StringSerializer(), new StringSerializer());
    }

    static void write(String servers, String topic, int partitions) {
        AtomicBoolean ends = new AtomicBoolean();
        Thread watcher = new Thread(() -> {
            waitForEndOfInput();
            ends.set(true);
        });
        watcher.setDaemon(true);
        watcher.start();
        new Ledger(servers, topic, partitions).run(ends);
    }

    private static void waitForEndOfInput() {
        try {
            while (System.in.read() >= 0) continue;
        } catch (IOException closed) {
            System.out.println("trouble " + closed);
        }
    }

    private void run(AtomicBoolean ends) {
        long told = 0;
        while (!ends.get()) {
            for (int partition = 0; partition < partitions; ++partition) sendTo(partition);
            long now = System.currentTimeMillis();
            if (now - told >= TELL_EVERY_MS) {
                System.out.println("acknowledged " + counts());
                told = now;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PACE_MS));
        }
        producer.close();
        System.out.println("acknowledged " + counts());
        System.out.println("finished " + LongStream.of(sent).mapToObj(Long::toString).collect(Collectors.joining(" ")));
    }

    private void sendTo(int partition) {
        long number = sent[partition];
        if (number - acknowledgedOf(partition) >= MOST_WAITING) return;
        String value = "j " + number + " " + FILLING.substring(0, (int) (number * 37 % 100));
        producer.send(new ProducerRecord<>(topic, partition, null, value), (metadata, error) -> {
            if (error != null) System.out.println("trouble record " + number + " of partition " + partition + ": " + error);
            else onAcknowledged(partition, number);
        });
        ++sent[partition];
    }

    private synchronized void onAcknowledged(int partition, long number) {
        // A batch whose answer came too late is asked about again, and those behind it may be acknowledged first.
        if (number < acknowledged[partition] || !early.get(partition).add(number))
            System.out.println("trouble record " + number + " of partition " + partition + " was acknowledged twice");
        while (early.get(partition).remove(acknowledged[partition])) ++acknowledged[partition];
        long now = System.currentTimeMillis();
        long last = lastHeard[partition] == 0 ? now : lastHeard[partition];
        if (now - last >= SHORTEST_SILENCE_MS) System.out.println("silence " + partition + " " + last + " " + now);
        lastHeard[partition] = now;
    }

    private synchronized long acknowledgedOf(int partition) {
        return acknowledged[partition];
    }

    private synchronized String counts() {
        return LongStream.of(acknowledged).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    /** Prints every record of a topic as a line: its partition and its value's first two words. */
    static void read(String servers, String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Peer.settings(servers), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(found -> new TopicPartition(topic, found.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            StringBuilder lines = new StringBuilder();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                lines.setLength(0);
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1)))
                    lines.append(record.partition()).append(' ')
                            .append(firstTwoWords(record.value())).append('\n');
                System.out.print(lines);
            }
        }
    }

    private static String firstTwoWords(String value) {
        return value.substring(0, value.indexOf(' ', value.indexOf(' ') + 1));
    }
}
