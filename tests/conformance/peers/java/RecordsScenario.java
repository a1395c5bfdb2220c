import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** An idempotent producer with one codec, and a consumer that reads everything back: whole, by offset and by time. */
final class RecordsScenario {
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 6_000;
    private static final int LONGEST_VALUE = 4_000;
    private static final long STEP_MS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String servers;
    private final String topic;
    private final String codec;
    private final long start = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
    /** By partition; an index is an offset. */
    private final List<List<ProducerRecord<byte[], byte[]>>> sent = new ArrayList<>();

    RecordsScenario(String servers, String codec) {
        this.servers = servers;
        this.topic = "records-" + codec;
        this.codec = codec;
    }

    void run() throws Exception {
        try (Admin admin = Admin.create(Peer.settings(servers))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
            produce();
            asksForOffsets(admin);
        }
        Map<String, Object> settings = Peer.settings(servers, "auto.offset.reset", "none", "fetch.max.wait.ms", 50);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (int partition = 0; partition < PARTITIONS; ++partition) {
                readsEverything(consumer, partition);
                seeksByOffset(consumer, partition);
                seeksByTime(consumer, partition);
            }
        }
    }

    /** Half of the values pack well and half do not; some have no key, no value, or headers. */
    private ProducerRecord<byte[], byte[]> record(int number, Random random) {
        byte[] value = new byte[random.nextInt(LONGEST_VALUE)];
        if (number % 2 == 0) random.nextBytes(value);
        else Arrays.fill(value, (byte) ('a' + number % 26));
        byte[] key = number % 7 == 0 ? null : ("key " + number % 100).getBytes();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, number % PARTITIONS,
                start + number * STEP_MS, key, number % 11 == 0 && key != null ? null : value);
        if (number % 5 == 0) {
            record.headers().add("trace", new byte[] {0, (byte) number}).add("trace", null).add("leer", new byte[0]);
        }
        return record;
    }

    private void produce() throws Exception {
        for (int partition = 0; partition < PARTITIONS; ++partition) sent.add(new ArrayList<>());
        Map<String, Object> settings = Peer.settings(servers, "compression.type", codec, "linger.ms", 5);
        Random random = new Random(17);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> answers = new ArrayList<>();
            for (int number = 0; number < RECORDS; ++number) {
                ProducerRecord<byte[], byte[]> record = record(number, random);
                sent.get(record.partition()).add(record);
                answers.add(producer.send(record));
            }
            int[] next = new int[PARTITIONS];
            for (Future<RecordMetadata> answer : answers) {
                RecordMetadata metadata = answer.get();
                Peer.same((long) next[metadata.partition()]++, metadata.offset(), "an acknowledged offset");
            }
        }
    }

    private void asksForOffsets(Admin admin) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 1);
        long count = sent.get(1).size();
        Map<OffsetSpec, Long> expected = new HashMap<>();
        expected.put(OffsetSpec.earliest(), 0L);
        expected.put(OffsetSpec.latest(), count);
        expected.put(OffsetSpec.maxTimestamp(), count - 1);
        expected.put(OffsetSpec.forTimestamp(sent.get(1).get(42).timestamp()), 42L);
        for (Map.Entry<OffsetSpec, Long> entry : expected.entrySet()) {
            long found = admin.listOffsets(Map.of(partition, entry.getKey())).partitionResult(partition).get().offset();
            Peer.same(entry.getValue(), found, entry.getKey().getClass().getSimpleName());
        }
    }

    private void readsEverything(KafkaConsumer<byte[], byte[]> consumer, int number) {
        TopicPartition partition = new TopicPartition(topic, number);
        List<ProducerRecord<byte[], byte[]>> expected = sent.get(number);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        Peer.same((long) expected.size(), consumer.endOffsets(List.of(partition)).get(partition), "the end");
        int offset = 0;
        while (offset < expected.size()) {
            List<ConsumerRecord<byte[], byte[]>> records = poll(consumer, partition);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                Peer.check(offset < expected.size(), "no more records than were sent");
                same(expected.get(offset), record, offset);
                ++offset;
            }
        }
    }

    private void seeksByOffset(KafkaConsumer<byte[], byte[]> consumer, int number) {
        TopicPartition partition = new TopicPartition(topic, number);
        Random random = new Random(number);
        for (int i = 0; i < 20; ++i) {
            int offset = random.nextInt(sent.get(number).size());
            consumer.seek(partition, offset);
            same(sent.get(number).get(offset), poll(consumer, partition).get(0), offset);
        }
    }

    private void seeksByTime(KafkaConsumer<byte[], byte[]> consumer, int number) {
        TopicPartition partition = new TopicPartition(topic, number);
        List<ProducerRecord<byte[], byte[]>> records = sent.get(number);
        Random random = new Random(number);
        for (int i = 0; i < 20; ++i) {
            int offset = random.nextInt(records.size());
            // A moment before its time is after the record before it.
            for (long earlier : new long[] {0, 1}) {
                OffsetAndTimestamp found = consumer.offsetsForTimes(
                        Map.of(partition, records.get(offset).timestamp() - earlier)).get(partition);
                Peer.same((long) offset, found.offset(), "the offset by time");
                Peer.same(records.get(offset).timestamp(), found.timestamp(), "the time found");
                Peer.same(Optional.of(0), found.leaderEpoch(), "its leader epoch");
            }
        }
        long afterAll = records.get(records.size() - 1).timestamp() + 1;
        Peer.check(consumer.offsetsForTimes(Map.of(partition, afterAll)).get(partition) == null, "nothing is later");
    }

    private static List<ConsumerRecord<byte[], byte[]>> poll(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(PATIENCE).records(partition);
        Peer.check(!records.isEmpty(), "records come");
        return records;
    }

    private static void same(ProducerRecord<byte[], byte[]> expected, ConsumerRecord<byte[], byte[]> found, int offset) {
        String what = " of offset " + offset + " in " + found.topic() + "-" + found.partition();
        Peer.same((long) offset, found.offset(), "offset" + what);
        Peer.same(expected.timestamp(), found.timestamp(), "timestamp" + what);
        Peer.check(Arrays.equals(expected.key(), found.key()), "key" + what);
        Peer.check(Arrays.equals(expected.value(), found.value()), "value" + what);
        Header[] headers = expected.headers().toArray();
        Peer.check(Arrays.equals(headers, found.headers().toArray()), "headers" + what);
    }
}
