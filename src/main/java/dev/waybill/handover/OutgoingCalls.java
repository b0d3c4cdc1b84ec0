package dev.waybill.handover;

import dev.waybill.wire.HttpAnswer;
import dev.waybill.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls of one attempt outside the JVM. The route's thread writes them; the waiting thread reads them. */
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

    /** @param done a callback on the route's thread at the beginning of its first call */
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

    /** Returns the time since the first call began; null without one. */
    synchronized @Nullable Duration begunSince() {
        return calls.isEmpty() ? null : Duration.ofNanos(System.nanoTime() - begunAt);
    }

    synchronized void end() {
        made = made || calls.getLast().wentOut();
    }

    /** Aborts the last call, which may still be under way. */
    void hangUp() {
        OutgoingCall last;
        synchronized (this) {
            last = calls.isEmpty() ? null : calls.getLast();
        }
        if (last != null && last.wire() != null) {
            last.wire().hangUp();
        }
    }

    /** Returns the number of calls that have begun. */
    synchronized int number() {
        return calls.size();
    }

    /** True if any call has begun. */
    synchronized boolean any() {
        return !calls.isEmpty();
    }

    /** True if a call has returned, and has sent bytes. */
    synchronized boolean made() {
        return made;
    }

    /** Returns the answer to the last HTTP request; null if the last call was none, or has none. */
    synchronized @Nullable HttpAnswer answer() {
        Wire wire = calls.isEmpty() ? null : calls.getLast().wire();
        return wire == null ? null : wire.answer();
    }

    /** Returns how a sent message differs from the route's; null if none does. */
    synchronized @Nullable String lost() {
        return calls.stream()
                .map(OutgoingCall::lost)
                .filter(lost -> lost != null)
                .findFirst()
                .orElse(null);
    }

    /** Returns the last sent message, whether or not it arrived; null without a call, or if none is kept. */
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
