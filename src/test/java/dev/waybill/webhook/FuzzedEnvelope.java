package dev.waybill.webhook;

import static dev.waybill.webhook.Fuzzed.check;

import dev.waybill.batch.PostgresText;
import dev.waybill.fuzz.Target;
import dev.waybill.signature.EcmaScriptJson;
import dev.waybill.sources.TestSources;
import dev.waybill.webhook.Envelope.Malformed;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** An envelope is read of what is JSON and of nothing else, can be stored, and is the same in the re-serialised form. */
final class FuzzedEnvelope implements Target {

    private static final List<String> POINTERS = List.of("/data/id", "/data/0", "/type", "", "/a~1b/~0");

    @Override
    public String name() {
        return "envelope";
    }

    @Override
    public String seeds() {
        return "json";
    }

    @Override
    public void accept(byte[] input) {
        String pointer = POINTERS.get(Math.floorMod(input.length, POINTERS.size()));
        Envelope envelope = read(input, pointer);
        byte[] reserialised = EcmaScriptJson.reserialise(input);
        if (envelope == null) {
            return;
        }
        check(PostgresText.fits(envelope.type(), Envelope.MAX_TYPE_BYTES), "Its type can't be stored");
        String group = envelope.group();
        check(group == null || PostgresText.fits(group, MessageGroup.MAX_BYTES), "Its group can't be stored");
        check(group == null || !group.isBlank(), "Its group is blank");
        check(reserialised != null, "It is an event and no JSON");
        byte[] digest = new BodyDigest(input, Set.of("/no such member")).sha256();
        check(Arrays.equals(digest, DigestUtils.sha256(input)), "Its digest lacks something");
        byte[] less = new BodyDigest(input, Set.of("/type")).sha256();
        check(!Arrays.equals(digest, less), "Its digest holds a member that changes");
        Envelope again = read(reserialised, pointer);
        check(again != null && again.type().equals(envelope.type()), "Re-serialised it is another event");
    }

    private static @Nullable Envelope read(byte[] body, String pointer) {
        try {
            return Envelope.read(body, TestSources.grouped(pointer), name -> null);
        } catch (Malformed declared) {
            return null;
        }
    }
}
