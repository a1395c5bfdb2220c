import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer of a group on a thread of its own, which polls until it is closed; it keeps what it read. */
final class Member implements ConsumerRebalanceListener {
    static final Duration SHORT = Duration.ofMillis(50);

    private final KafkaConsumer<String, String> consumer;
    private final Thread thread = new Thread(this::run);
    private final List<Function<KafkaConsumer<String, String>, Object>> asked = new ArrayList<>();
    private final List<Object> answers = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private Set<String> owned = Set.of();
    private int revoked;
    private int revocations;
    private int generation;
    private boolean isClosing;
    private Exception failure;

    /** `more` are settings beside a session as short as the profile `classroom` allows. */
    Member(String servers, String group, String clientId, List<String> topics, Object... more) {
        Map<String, Object> settings = Peer.settings(servers, "group.id", group, "client.id", clientId,
                "auto.offset.reset", "earliest", "session.timeout.ms", 1_000, "heartbeat.interval.ms", 100,
                "metadata.max.age.ms", 500, "retry.backoff.ms", 20, "fetch.max.wait.ms", 100);
        for (int i = 0; i < more.length; i += 2) settings.put((String) more[i], more[i + 1]);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(topics, this);
        thread.setDaemon(true);
        thread.start();
    }

    static String assignor(String name) {
        return "org.apache.kafka.clients.consumer." + name + "Assignor";
    }

    /** What it owns, as "t0p0 t0p1", in order. */
    synchronized String owned() {
        return String.join(" ", owned);
    }

    synchronized int ownedCount() {
        return owned.size();
    }

    synchronized List<String> read() {
        return List.copyOf(read);
    }

    /** Partitions that it had to give up so far, and how often it had to. */
    synchronized int revoked() {
        return revoked;
    }

    synchronized int revocations() {
        return revocations;
    }

    synchronized int generation() {
        return generation;
    }

    synchronized Exception failure() {
        return failure;
    }

    /** Asks the consumer something between two polls. What it throws comes as the answer. */
    Object ask(Function<KafkaConsumer<String, String>, Object> question) throws InterruptedException {
        synchronized (this) {
            asked.add(question);
            while (answers.isEmpty()) wait();
            return answers.remove(0);
        }
    }

    /** Leaves the group, unless it is a static member, which does not when it closes. */
    void close() throws Exception {
        synchronized (this) {
            isClosing = true;
        }
        thread.join();
    }

    private synchronized boolean mayGoOn() {
        return !isClosing;
    }

    private void run() {
        try (consumer) {
            while (mayGoOn()) {
                for (ConsumerRecord<String, String> record : consumer.poll(SHORT)) {
                    synchronized (this) {
                        read.add(record.value());
                    }
                }
                look();
                answer();
            }
        } catch (Exception caught) {
            synchronized (this) {
                failure = caught;
                owned = Set.of();
            }
        }
    }

    private synchronized void look() {
        Set<String> names = new TreeSet<>();
        for (TopicPartition partition : consumer.assignment()) names.add(partition.topic() + "p" + partition.partition());
        owned = names;
        generation = consumer.groupMetadata().generationId();
    }

    private synchronized void answer() {
        for (Function<KafkaConsumer<String, String>, Object> question : asked) {
            try {
                answers.add(question.apply(consumer));
            } catch (RuntimeException caught) {
                answers.add(caught);
            }
        }
        if (!asked.isEmpty()) notifyAll();
        asked.clear();
    }

    @Override
    public synchronized void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        revoked += partitions.size();
        ++revocations;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
}
