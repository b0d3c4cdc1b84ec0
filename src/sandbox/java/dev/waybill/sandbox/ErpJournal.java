package dev.waybill.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The memory of the ERP stub: every key for good, the latest requests, and a line of JSON for each if a file is named. */
final class ErpJournal {

    /** More than any test sends; a sandbox that runs for a week must not fill the memory. */
    private static final int REMEMBERED = 200_000;

    private int remembered = REMEMBERED;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deque<ErpRequest> requests = new ArrayDeque<>();
    private final Set<String> keys = new HashSet<>();
    private @Nullable Path file;
    private Consumer<ErpRequest> clerk = request -> {};

    synchronized void to(Consumer<ErpRequest> clerk, int remembered) {
        this.clerk = clerk;
        this.remembered = remembered;
    }

    synchronized void to(Path file) {
        this.file = file;
    }

    /** Remembers the key. True for the first one, and always where there is no key. */
    synchronized boolean firstOf(@Nullable String key) {
        return key == null || keys.add(key);
    }

    synchronized void add(ErpRequest request) {
        requests.addLast(request);
        if (requests.size() > remembered) {
            requests.removeFirst();
        }
        clerk.accept(request);
        if (file != null) {
            append(file, request);
        }
    }

    synchronized List<ErpRequest> requests() {
        return List.copyOf(requests);
    }

    private static void append(Path file, ErpRequest request) {
        try {
            String line = JSON.writeValueAsString(Map.of(
                    "at", request.at().toString(),
                    "method", request.method(),
                    "path", request.path(),
                    "key", request.key() == null ? "" : request.key(),
                    "body", request.body(),
                    "status", request.status(),
                    "effect", request.effect()));
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
