package dev.waybill.webhook;

import dev.waybill.fuzz.Target;
import dev.waybill.signature.FuzzedClaim;
import dev.waybill.signature.FuzzedReserialiser;
import dev.waybill.signature.FuzzedSignature;
import java.util.List;

/** The fuzzer's targets without a socket. */
public final class Fuzzed {

    private Fuzzed() {}

    public static List<Target> all() {
        return List.of(
                new FuzzedReserialiser(),
                new FuzzedEnvelope(),
                new FuzzedSignature(),
                new FuzzedClaim(),
                new FuzzedHeaderLines(),
                new FuzzedKey());
    }

    public static void check(boolean holds, String promise) {
        if (!holds) {
            throw new AssertionError(promise);
        }
    }
}
