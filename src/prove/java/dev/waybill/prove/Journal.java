package dev.waybill.prove;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A file of lines with tabs between their columns; a line is with the system before the call returns. */
final class Journal implements AutoCloseable {

    private final BufferedWriter file;

    Journal(Path path) throws IOException {
        this.file = Files.newBufferedWriter(path);
    }

    synchronized void add(String line) {
        try {
            file.write(line);
            file.write('\n');
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    static <T> List<T> read(Path path, Function<String, T> line) throws IOException {
        try (var lines = Files.lines(path)) {
            return lines.map(line).toList();
        }
    }

    /** @throws IllegalArgumentException for a line of another journal, or half a line */
    static String[] columns(String line, int expected) {
        String[] columns = line.split("\t", -1);
        if (columns.length != expected) {
            throw new IllegalArgumentException(
                    "A line of %d columns where %d belong: %s".formatted(columns.length, expected, line));
        }
        return columns;
    }

    static boolean flag(String column) {
        return switch (column) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("Neither true nor false: " + column);
        };
    }
}
