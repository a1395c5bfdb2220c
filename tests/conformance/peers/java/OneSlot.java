import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer that numbers nothing and has one request in flight, for a test that lets the third batch be refused. */
final class OneSlot {
    private OneSlot() {}

    /** Sends 1 and 2; after a line on standard input 3, 4 and 5. Prints how many are acknowledged. */
    static void run(String servers, String topic) throws Exception {
        var settings = Peer.settings(servers, "acks", "all", "enable.idempotence", false,
                "max.in.flight.requests.per.connection", 1, "batch.size", 1, "linger.ms", 0);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            send(producer, topic, 1, 2);
            System.out.println("acknowledged 2");
            System.in.read();
            send(producer, topic, 3, 5);
            System.out.println("acknowledged 5");
        }
    }

    private static void send(KafkaProducer<String, String> producer, String topic, int first, int last)
            throws Exception {
        List<Future<RecordMetadata>> pending = new ArrayList<>();
        for (int number = first; number <= last; ++number)
            pending.add(producer.send(new ProducerRecord<>(topic, 0, null, Integer.toString(number))));
        for (Future<RecordMetadata> one : pending) one.get();
    }
}
