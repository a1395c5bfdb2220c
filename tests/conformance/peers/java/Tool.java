import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.utils.Exit;

/** Kafka's command-line tools within this process: starting one for each command would take most of the time. */
final class Tool {
    private Tool() {}

    interface Main {
        void main(String[] arguments) throws Exception;
    }

    /** A tool that wanted to end the process with an error. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(int code, String output) {
            super("exit code " + code + "\n" + output);
        }
    }

    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int code;

        Ended(int code) {
            this.code = code;
        }
    }

    /** Its standard output, a line each with single blanks between the columns; empty lines are left out. */
    static List<String> run(Main tool, String... arguments) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Exit.setExitProcedure((code, message) -> {
            throw new Ended(code);
        });
        try (PrintStream captured = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            tool.main(arguments);
        } catch (Ended ended) {
            if (ended.code != 0) throw new Failed(ended.code, output.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
            Exit.resetExitProcedure();
        }
        List<String> lines = new ArrayList<>();
        for (String line : output.toString(StandardCharsets.UTF_8).split("\n")) {
            String narrow = line.strip().replaceAll("\\s+", " ");
            if (!narrow.isEmpty()) lines.add(narrow);
        }
        return lines;
    }
}
