package dev.waybill.webhook;

import dev.waybill.inbox.Arrival;
import dev.waybill.inbox.IfRefused;
import dev.waybill.inbox.InboxHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Second step of the intake route: reads type, group and key of a verified webhook and makes an {@link Arrival} of it. */
final class ReadEnvelope implements Processor {

    /** The quarantine's own limit is shorter. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** @throws Malformed if it is signed but can't be accepted; it is in quarantine then */
    @Override
    public void process(Exchange exchange) {
        Received received = Received.of(exchange);
        Verified verified =
                Objects.requireNonNull(exchange.getProperty(VerifySignature.VERIFIED, Verified.class), "Not verified");
        Arrival arrival;
        try {
            arrival = arrival(received, verified);
        } catch (Malformed malformed) {
            IfRefused.of(exchange).verified(String.valueOf(malformed.getMessage()), null, null, PATIENCE);
            throw malformed;
        }
        exchange.setProperty(Arrival.PROPERTY, arrival);
        exchange.getMessage().setHeader(InboxHeaders.IDEMPOTENCY_KEY, arrival.key());
    }

    private static Arrival arrival(Received received, Verified verified) {
        Envelope envelope =
                Envelope.read(verified.signedForm(), received.source().groupPointer());
        return new Arrival(
                received.source().name(),
                IdempotencyKey.of(received),
                envelope.group(),
                envelope.type(),
                sha256(verified.signedForm()),
                verified.secretId(),
                HeaderLines.withoutSignature(received),
                received.body());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
