package dev.waybill.sources;

import dev.waybill.signature.Claim;
import dev.waybill.signature.SignatureVerifier;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The hub's own signature check as a step of any route, for contestants of the benchmark that are not the hub. */
public final class SignedByCovver implements Processor {

    private static final SignatureScheme SCHEME =
            SignatureSettings.OF_BODY.scheme("waybill.sources.covver.signature", "covverSignature");

    private final List<SourceSecret> secrets;

    public SignedByCovver(String secret) {
        this.secrets = List.of(SourceSecret.of("current", secret));
    }

    /** Turns the body into bytes; 401 and the route's end if they are not signed. */
    @Override
    public void process(Exchange exchange) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        String signature = exchange.getMessage().getHeader("covverSignature", "", String.class);
        if (body == null
                || SignatureVerifier.verify(body, Claim.of(SCHEME, name -> signature), secrets, true) == null) {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 401);
            exchange.setRouteStop(true);
            return;
        }
        exchange.getMessage().setBody(body);
    }
}
