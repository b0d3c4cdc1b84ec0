package dev.waybill.handover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls of one attempt outside the JVM. Written by the thread of its route, read by the one that waits. */
final class OutgoingCalls {

    private static final int MOST_NAMED = 5;

    private final byte[] received;
    private final List<OutgoingCall> calls = new ArrayList<>();
    private Runnable beforeFirst = () -> {};
    private long begunAt;
    private boolean made;

    OutgoingCalls(byte[] received) {
        this.received = received;
    }

    byte[] received() {
        return received;
    }

    /** @param done runs on the route's thread when its first call begins */
    synchronized void beforeFirst(Runnable done) {
        beforeFirst = done;
    }

    void begin(OutgoingCall call) {
        Runnable first = () -> {};
        synchronized (this) {
            if (calls.isEmpty()) {
                begunAt = System.nanoTime();
                first = beforeFirst;
            }
            calls.add(call);
        }
        first.run();
    }

    /** Time since the first call began; null if none has. */
    synchronized @Nullable Duration begunSince() {
        return calls.isEmpty() ? null : Duration.ofNanos(System.nanoTime() - begunAt);
    }

    synchronized void end() {
        made = made || calls.getLast().wentOut();
    }

    /** Ends the one that has not come back. */
    void hangUp() {
        OutgoingCall last;
        synchronized (this) {
            last = calls.isEmpty() ? null : calls.getLast();
        }
        if (last != null && last.wire() != null) {
            last.wire().hangUp();
        }
    }

    /** Whether any was begun. */
    synchronized boolean any() {
        return !calls.isEmpty();
    }

    /** Whether one has come back, and put something on the wire. */
    synchronized boolean made() {
        return made;
    }

    /** How what went out is not what the route made; null if it is. */
    synchronized @Nullable String lost() {
        return calls.stream()
                .map(OutgoingCall::lost)
                .filter(lost -> lost != null)
                .findFirst()
                .orElse(null);
    }

    /** The last message that went out, whether or not it arrived; null if it came to no call, or none is kept. */
    synchronized @Nullable SentMessage sent() {
        if (calls.isEmpty()) {
            return null;
        }
        SentMessage last = calls.getLast().sent();
        if (last == null || calls.size() == 1) {
            return last;
        }
        List<String> before = calls.subList(0, calls.size() - 1).stream()
                .flatMap(call -> Stream.ofNullable(call.sent()))
                .map(sent -> sent.to().lines().findFirst().orElse(""))
                .toList();
        String names = String.join(", ", before.subList(Math.max(0, before.size() - MOST_NAMED), before.size()));
        return last.noted("(the last of %d calls; before it: %s)".formatted(calls.size(), names));
    }
}
