package dev.waybill.quarantine;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** Stored header lines in the form that an operator may see. */
public final class ShownHeaders {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<List<String>>> LINES = new TypeReference<>() {};

    private ShownHeaders() {}

    /**
     * @param stored a JSON array of [name, value], UTF-8
     * @param isProof the test by name for a line whose value stays hidden: a reader could send body and signature again
     *     under another key
     */
    public static List<List<String>> of(byte[] stored, Predicate<String> isProof) {
        try {
            return JSON.readValue(stored, LINES).stream()
                    .map(line -> isProof.test(line.getFirst()) ? List.of(line.getFirst(), "(hidden)") : line)
                    .toList();
        } catch (IOException e) {
            return List.of(List.of("(unreadable)", "the stored header lines are no JSON"));
        }
    }
}
