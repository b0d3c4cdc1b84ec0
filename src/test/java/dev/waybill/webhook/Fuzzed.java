package dev.waybill.webhook;

import dev.waybill.fuzz.Target;
import java.util.List;

/** The fuzzer's targets without a socket. */
public final class Fuzzed {

    private Fuzzed() {}

    public static List<Target> all() {
        return List.of(
                new FuzzedReserialiser(),
                new FuzzedEnvelope(),
                new FuzzedSignature(),
                new FuzzedHeaderLines(),
                new FuzzedKey());
    }

    static void check(boolean holds, String promise) {
        if (!holds) {
            throw new AssertionError(promise);
        }
    }
}
