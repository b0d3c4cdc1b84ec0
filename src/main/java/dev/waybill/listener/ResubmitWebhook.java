package dev.waybill.listener;

import dev.waybill.quarantine.Resubmit;
import dev.waybill.quarantine.Resubmit.Answer.Accepted;
import dev.waybill.quarantine.Resubmit.Answer.Duplicate;
import dev.waybill.quarantine.Resubmit.Answer.Refused;
import dev.waybill.quarantine.Resubmit.Answer.Unavailable;
import dev.waybill.sources.SignatureScheme.Algorithm;
import dev.waybill.sources.Source;
import dev.waybill.sources.Sources;
import dev.waybill.webhook.HeaderLines;
import dev.waybill.webhook.IntakeResult;
import dev.waybill.webhook.Problem;
import dev.waybill.webhook.Received;
import dev.waybill.webhook.WebhookContext;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends a webhook from quarantine through the intake route, and reads the route's result. */
final class ResubmitWebhook implements Resubmit {

    private static final Answer CLOSED =
            new Unavailable("The intake route does not run on this node: start it, or release on another node.");

    private static final String FAILED =
            "The intake route failed, and the log names the cause; the webhook stays in quarantine.";

    /** The headers that hold no sender's secret, whatever its source was set to. */
    private static final Set<String> PLAIN = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "connection",
            "content-length",
            "content-type",
            "date",
            "host",
            "transfer-encoding",
            "user-agent");

    private final Sources sources;
    private final WebhookEngine engine;

    ResubmitWebhook(Sources sources, WebhookEngine engine) {
        this.sources = sources;
        this.engine = engine;
    }

    @Override
    public Answer readmit(String source, byte[] headers, byte[] body) {
        Source known = sources.named(source);
        if (known == null) {
            return new Refused("no such source is configured", false, null, null);
        }
        Received received;
        try {
            received = new Received(known, HeaderLines.read(headers), body);
        } catch (IOException e) {
            return new Refused("its stored header lines can't be read", false, null, null);
        }
        WebhookContext webhook = WebhookContext.fromQuarantine(received);
        return engine.readmit(webhook) ? answer(webhook) : CLOSED;
    }

    @Override
    public boolean isProof(String source, String header) {
        return isProof(sources.named(source), header);
    }

    /** @param known the source as it is set now; null if it is gone */
    static boolean isProof(@Nullable Source known, String header) {
        if (header.startsWith("?")) {
            return true; // it stood in the address, whatever the source is set to now
        }
        if (known == null || known.scheme().algorithm() == Algorithm.SHARED_SECRET) {
            // any other line may hold the secret itself
            return !PLAIN.contains(header.toLowerCase(Locale.ROOT))
                    && (known == null || !known.parts().passes(header));
        }
        return HeaderLines.isCredential(header) || known.signatureHeader().equalsIgnoreCase(header);
    }

    private static Answer answer(WebhookContext webhook) {
        return switch (webhook.result()) {
            case null -> new Unavailable(FAILED);
            case IntakeResult.Accepted(long event) -> new Accepted(event);
            case IntakeResult.Duplicate(long event) -> new Duplicate(event);
            case IntakeResult.Buffered buffered -> new Unavailable(FAILED); // a release goes to the inbox itself
            case IntakeResult.NoEvent none -> new Refused("it is a handshake, and no event", true, null, null);
            case IntakeResult.NotStored(Problem problem)
            when problem.status() == Problem.UNAVAILABLE.status() ->
                new Unavailable("It can't be stored now: release it again later.");
            case IntakeResult.NotStored(Problem problem) when problem.status() >= 500 -> new Unavailable(FAILED);
            case IntakeResult.NotStored(Problem problem) -> {
                Refused refused = webhook.refused();
                yield refused != null ? refused : new Refused(problem.title(), false, null, null);
            }
        };
    }
}
