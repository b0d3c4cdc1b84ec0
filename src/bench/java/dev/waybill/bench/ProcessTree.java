package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The use of a process and all its children, from {@code /proc}. */
record ProcessTree(ProcessHandle root) {

    /** Linux on every architecture that we know of: {@code getconf CLK_TCK}. */
    private static final double TICKS_PER_SECOND = 100;

    /** Fields of /proc/PID/stat after the name in parentheses: utime, stime, and cutime, cstime of ended children. */
    private static final List<Integer> OWN = List.of(11, 12);

    private static final List<Integer> ENDED = List.of(13, 14);

    /** CPU seconds of the processes that live, and of the root's children that have ended. */
    double cpuSeconds() {
        long ticks = all().mapToLong(process -> ticks(process, OWN)).sum() + ticks(root, ENDED);
        return ticks / TICKS_PER_SECOND;
    }

    /** Resident memory in MiB. Pages that the processes share count in each of them. */
    long residentMiB() {
        return all().mapToLong(ProcessTree::residentKiB).sum() / 1024;
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    private static long ticks(ProcessHandle process, List<Integer> fields) {
        String stat = read(process, "stat");
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
        return afterName.length < 15
                ? 0
                : fields.stream()
                        .mapToLong(field -> Long.parseLong(afterName[field]))
                        .sum();
    }

    private static long residentKiB(ProcessHandle process) {
        return read(process, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** Empty for a process that ended meanwhile. */
    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file));
        } catch (IOException gone) {
            return "";
        }
    }
}
