package dev.waybill.connections;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tests a connection within a time limit, one test of each at a time, and tells the result without a secret. */
public final class TestConnection {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int LONGEST = 500;
    private static final int SHORTEST_SECRET = 4;

    private final Duration limit;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    public TestConnection() {
        this(LIMIT);
    }

    TestConnection(Duration limit) {
        this.limit = limit;
    }

    /**
     * The result of a test.
     *
     * @param good true if the connection can be used
     * @param sentence what was seen
     */
    public record Seen(boolean good, String sentence) {}

    /** Tests a configured connection; null if a test of it is under way. */
    public @Nullable Seen of(Connection connection) throws InterruptedException {
        if (!underWay.add(connection.name())) {
            return null;
        }
        FutureTask<String> test = new FutureTask<>(() -> {
            try {
                return connection.test();
            } finally {
                underWay.remove(connection.name());
            }
        });
        Thread.ofVirtual().name("connection-test-" + connection.name()).start(test);
        try {
            return new Seen(true, test.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return new Seen(false, shown(reasons(e.getCause()) + ".", connection));
        } catch (TimeoutException e) {
            test.cancel(true);
            return new Seen(false, "No result within %d s.".formatted(limit.toSeconds()));
        }
    }

    /** Returns the messages of a failure and its causes, each once. */
    private static String reasons(@Nullable Throwable failure) {
        Set<String> reasons = new LinkedHashSet<>();
        for (Throwable cause = failure; cause != null && reasons.size() < 3; cause = cause.getCause()) {
            String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (reasons.stream().noneMatch(told -> told.contains(reason))) {
                reasons.add(reason.strip().replaceFirst("\\.$", ""));
            }
        }
        return String.join(": ", reasons);
    }

    private static String shown(String sentence, Connection connection) {
        String shown = sentence.replaceAll("[\\p{Cntrl}\\s]+", " ");
        for (String secret : connection.secrets()) {
            shown = secret.length() < SHORTEST_SECRET ? shown : shown.replace(secret, "***");
        }
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
    }
}
