import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.format.Json;
import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Debezium's engine, told by the properties file that is its argument. On stdout it says each change as a line,
 * {"topic","key","value"}, and {"batch": n} after those that belong together; it takes them for published, and goes on, when
 * stdin says n. It ends when stdin does.
 */
public class Motor {
    /** Of the reader of the log, which Debezium's settings do not reach. Who does not hold a logger may lose its level. */
    private static final Logger LOGGER = Logger.getLogger("com.github.shyiko");
    private final PrintStream out = new PrintStream(System.out, false, UTF_8);
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private long batch = 0;

    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        try (FileReader file = new FileReader(args[0], UTF_8)) {
            properties.load(file);
        }
        LOGGER.setLevel(Level.WARNING);
        Motor motor = new Motor();
        Thread listener = new Thread(motor::listen);
        listener.setDaemon(true);
        listener.start();
        int[] code = {0};
        try (DebeziumEngine<?> engine = DebeziumEngine.create(Json.class)
                .using(properties)
                .using((ok, message, error) -> {
                    if (ok) return;
                    code[0] = 1;
                    System.err.println(message);
                    if (error != null) error.printStackTrace();
                })
                .notifying(motor::handle)
                .build()) {
            engine.run();
        }
        System.exit(code[0]);
    }

    private void handle(List<ChangeEvent<String, String>> events, RecordCommitter<ChangeEvent<String, String>> committer)
            throws InterruptedException {
        for (ChangeEvent<String, String> event : events) {
            out.print("{\"topic\":\"" + event.destination() + "\",\"key\":" + event.key() + ",\"value\":" + event.value() + "}\n");
        }
        batch++;
        out.print("{\"batch\":" + batch + "}\n");
        out.flush();
        String answer = answers.take();
        if (!answer.equals(String.valueOf(batch))) throw new IllegalStateException("The batch " + batch + " was answered by " + answer);
        for (ChangeEvent<String, String> event : events) {
            committer.markProcessed(event);
        }
        committer.markBatchFinished();
    }

    /** Whoever publishes may end at any time: then nothing that waits for its answer is marked, and it comes again. */
    private void listen() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answers.add(line);
            }
        } catch (IOException gone) {
            System.err.println(gone);
        }
        Runtime.getRuntime().halt(3);
    }
}
