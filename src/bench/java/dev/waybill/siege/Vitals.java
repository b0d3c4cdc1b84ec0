package dev.waybill.siege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The operating system's figures of a process at one moment.
 *
 * @param resident its memory, in MiB
 */
record Vitals(long resident, long descriptors, long threads) {

    static Vitals of(long pid) throws IOException {
        Path process = Path.of("/proc", String.valueOf(pid));
        long resident = 0;
        long threads = 0;
        for (String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                resident = number(line) / 1024;
            } else if (line.startsWith("Threads:")) {
                threads = number(line);
            }
        }
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return new Vitals(resident, descriptors.count(), threads);
        }
    }

    /** The larger of each. */
    Vitals or(Vitals other) {
        return new Vitals(
                Math.max(resident, other.resident),
                Math.max(descriptors, other.descriptors),
                Math.max(threads, other.threads));
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
    }
}
