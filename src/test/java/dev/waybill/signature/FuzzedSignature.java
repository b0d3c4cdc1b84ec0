package dev.waybill.signature;

import static dev.waybill.webhook.Fuzzed.check;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.fuzz.Target;
import dev.waybill.listener.TestDoor;
import dev.waybill.sources.SourceSecret;
import java.util.Arrays;
import java.util.List;

/**
 * A signature holds if it is, character for character, that of the bytes or of their re-serialised form. The input's first
 * line is the header; where it has a place and a letter of one only, they are changed in the right one.
 */
public final class FuzzedSignature implements Target {

    private static final String KEY = "the key that fuzzing signs with";
    private static final List<SourceSecret> SECRETS =
            List.of(SourceSecret.of("other", "another key of that length!"), SourceSecret.of("current", KEY));

    @Override
    public String name() {
        return "signature";
    }

    @Override
    public String seeds() {
        return "signature";
    }

    @Override
    public void accept(byte[] input) {
        String text = new String(input, ISO_8859_1);
        int line = text.indexOf('\n');
        byte[] body = Arrays.copyOfRange(input, line + 1, input.length);
        byte[] reserialised = EcmaScriptJson.reserialise(body);
        String ofBytes = TestDoor.sign(body, KEY);
        String ofForm = reserialised == null ? ofBytes : TestDoor.sign(reserialised, KEY);
        String said = line < 0 ? "" : text.substring(0, line);
        String signature = said.length() == 3 ? changed(said.charAt(0) % 2 == 0 ? ofBytes : ofForm, said) : said;

        Verified verified = SignatureVerifier.verify(body, Claims.covver(signature), SECRETS, true);

        boolean right = signature.equals(ofBytes) || signature.equals(ofForm);
        check(right == (verified != null), right ? "A right signature does not hold" : "A wrong signature holds");
        check(verified == null || verified.secretId().equals("current"), "It holds by another secret");
    }

    private static String changed(String right, String how) {
        int place = how.charAt(1) % (right.length() + 1);
        return place == right.length() ? right : right.substring(0, place) + how.charAt(2) + right.substring(place + 1);
    }
}
