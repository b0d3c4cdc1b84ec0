package dev.waybill.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * All processes of the server on a data directory, for what its clients can't do: end them without a word, or stop the
 * clock for them.
 */
record Postmaster(Path data) {

    /** As a power cut: no shutdown checkpoint, no goodbye to the clients. */
    void kill() {
        // the father first: he would make new children
        List<ProcessHandle> family = family();
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(process -> process.onExit().join());
    }

    /** SIGSTOP: connections stay open and nothing answers, as behind a network that swallows packets. */
    void freeze() {
        signal("-STOP");
    }

    /** SIGCONT: goes on as if nothing had been. */
    void thaw() {
        signal("-CONT");
    }

    boolean lives() {
        return !family().isEmpty();
    }

    private void signal(String signal) {
        try {
            for (ProcessHandle process : family()) {
                new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<ProcessHandle> family() {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).stream()
                    .flatMap(father -> Stream.concat(Stream.of(father), father.descendants()))
                    .toList();
        } catch (IOException e) {
            return List.of(); // it ended while we looked
        }
    }
}
