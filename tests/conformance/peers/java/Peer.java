import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.CommonClientConfigs;

/** Apache Kafka's Java clients as a peer: java Peer SCENARIO BOOTSTRAP-SERVERS … A scenario that fails ends with a stack trace. */
public final class Peer {
    private Peer() {}

    public static void main(String[] arguments) throws Exception {
        String servers = arguments[1];
        switch (arguments[0]) {
            case "admin" -> AdminScenario.run(servers);
            case "records" -> {
                for (String codec : arguments[2].split(",")) new RecordsScenario(servers, codec).run();
            }
            case "steady" -> SteadyProducer.run(servers, arguments[2], arguments[3]);
            case "count" -> System.out.println(SteadyProducer.count(servers, arguments[2]));
            case "ledger" -> Ledger.write(servers, arguments[2], Integer.parseInt(arguments[3]));
            case "one-slot" -> OneSlot.run(servers, arguments[2]);
            case "truncation" -> Truncation.await(servers, arguments[2], Integer.parseInt(arguments[3]));
            case "ledger-read" -> Ledger.read(servers, arguments[2]);
            case "assignors" -> AssignorScenario.run(servers);
            case "groups" -> GroupScenario.run(servers);
            case "group-member" -> GroupMember.run(servers, arguments[2], arguments[3]);
            case "group-tools" -> GroupToolsScenario.run(servers);
            default -> throw new IllegalArgumentException("there is no scenario " + arguments[0]);
        }
        // Not waiting for threads: whatever a client left behind must not hold up the test.
        System.exit(0);
    }

    static Map<String, Object> settings(String servers, Object... more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        for (int i = 0; i < more.length; i += 2) settings.put((String) more[i], more[i + 1]);
        return settings;
    }

    static void check(boolean holds, Object what) {
        if (!holds) throw new AssertionError(what);
    }

    static void same(Object expected, Object found, Object what) {
        check(Objects.deepEquals(expected, found), what + ": " + expected + " is expected, not " + found);
    }

    interface Question {
        Object ask() throws Exception;
    }

    /** Asks again while the answer differs: another broker may learn of a change a moment later. */
    static void eventually(Object expected, Question question, Object what) throws Exception {
        long deadline = System.nanoTime() + 60_000_000_000L;
        Object found = question.ask();
        while (!Objects.deepEquals(expected, found) && System.nanoTime() < deadline) found = question.ask();
        same(expected, found, what);
    }

    interface Call {
        void run() throws Exception;
    }

    /** The exception's class, also where it comes wrapped by a future. */
    static <T extends Throwable> T refused(Class<T> expected, Call call) {
        try {
            call.run();
        } catch (Exception caught) {
            Throwable cause = caught instanceof ExecutionException ? caught.getCause() : caught;
            if (expected.isInstance(cause)) return expected.cast(cause);
            throw new AssertionError(expected.getSimpleName() + " is expected", cause);
        }
        throw new AssertionError(expected.getSimpleName() + " is expected, but it went well");
    }
}
