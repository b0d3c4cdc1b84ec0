package dev.waybill.signature;

import static dev.waybill.webhook.Fuzzed.check;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.fuzz.Target;
import dev.waybill.sources.Source;
import dev.waybill.sources.TestSources;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A header with several entries holds if one of its first eight signatures is that of the time in it and the body. The
 * input's first line is the header; a tilde in it stands for the right signature.
 */
public final class FuzzedClaim implements Target {

    private static final Source STRIPE = TestSources.of("shop", "preset=stripe");

    @Override
    public String name() {
        return "claim";
    }

    @Override
    public String seeds() {
        return "claim";
    }

    @Override
    public void accept(byte[] input) throws Exception {
        String text = new String(input, ISO_8859_1);
        int line = text.indexOf('\n');
        byte[] body = Arrays.copyOfRange(input, line + 1, input.length);
        String said = line < 0 ? "" : text.substring(0, line);
        String time = entries(said)
                .filter(entry -> entry.startsWith("t="))
                .map(entry -> entry.substring(2))
                .findFirst()
                .orElse(null);
        if (time != null && time.contains("~")) {
            return; // the time would hold its own signature
        }
        String right = time == null ? "" : signature(time, body);
        String header = said.replace("~", "v1=" + right);

        Verified verified =
                SignatureVerifier.verify(body, Claim.of(STRIPE.scheme(), name -> header), STRIPE.secrets(), false);

        List<String> compared = entries(header)
                .filter(entry -> entry.matches("v1=[0-9a-fA-F]{64}"))
                .limit(8)
                .toList();
        boolean holds = time != null && compared.stream().anyMatch(("v1=" + right)::equalsIgnoreCase);
        check(holds == (verified != null), holds ? "A right signature does not hold" : "A wrong signature holds");
    }

    private static Stream<String> entries(String header) {
        return Arrays.stream(header.split(",", -1)).map(String::strip);
    }

    private static String signature(String time, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(TestSources.SECRET.getBytes(ISO_8859_1), "HmacSHA256"));
        mac.update((time + ".").getBytes(ISO_8859_1));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
