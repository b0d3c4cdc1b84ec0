package dev.waybill.signature;

import static dev.waybill.webhook.Fuzzed.check;

import dev.waybill.fuzz.Target;
import java.util.Arrays;

/** A re-serialised body stays as it is, grows five times at most, and reads as the same envelope. */
public final class FuzzedReserialiser implements Target {

    private static final int EXPANSION = 6;

    @Override
    public String name() {
        return "re-serialiser";
    }

    @Override
    public String seeds() {
        return "json";
    }

    @Override
    public void accept(byte[] input) {
        byte[] once = EcmaScriptJson.reserialise(input);
        if (once == null) {
            return;
        }
        check(
                once.length <= EXPANSION * input.length,
                "It grew from %d to %d bytes".formatted(input.length, once.length));
        check(Arrays.equals(EcmaScriptJson.reserialise(once), once), "Once more, and it is another text");
    }
}
