package dev.waybill.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.quarantine.Resubmit;
import dev.waybill.quarantine.Resubmit.Answer.Accepted;
import dev.waybill.quarantine.Resubmit.Answer.Duplicate;
import dev.waybill.quarantine.Resubmit.Answer.Refused;
import dev.waybill.quarantine.Resubmit.Answer.Unavailable;
import dev.waybill.sources.Source;
import dev.waybill.sources.Sources;
import dev.waybill.webhook.HeaderLines;
import dev.waybill.webhook.Problem;
import dev.waybill.webhook.Received;
import dev.waybill.webhook.StaysInQuarantine;
import dev.waybill.webhook.WebhookMetrics;
import java.io.IOException;

/** Sends a webhook from quarantine through the intake route, and reads the route's own answer. */
final class ResubmitWebhook implements Resubmit {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Answer CLOSED =
            new Unavailable("The intake route does not run on this node: start it, or release on another.");

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
        var refusal = new StaysInQuarantine();
        Reply reply = engine.readmit(received, refusal);
        return reply == null ? CLOSED : answer(reply, refusal);
    }

    @Override
    public boolean isProof(String source, String header) {
        Source known = sources.named(source);
        return HeaderLines.isCredential(header)
                || (known != null && known.signatureHeader().equalsIgnoreCase(header));
    }

    private static Answer answer(Reply reply, StaysInQuarantine refusal) {
        JsonNode json = json(reply);
        if (reply.status() == 200) {
            long event = json.path("event").asLong();
            return json.path("status").asText().equals(WebhookMetrics.DUPLICATE)
                    ? new Duplicate(event)
                    : new Accepted(event);
        }
        if (reply.status() >= 500) {
            return new Unavailable(
                    reply.status() == Problem.UNAVAILABLE.status()
                            ? "It can't be stored now: release it again later."
                            : "The intake route failed, the log says why; it stays in quarantine.");
        }
        Refused refused = refusal.refused();
        return refused != null
                ? refused
                : new Refused(json.path("title").asText("refused by the intake route"), false, null, null);
    }

    private static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (IOException e) {
            throw new IllegalStateException("The intake route's answer is no JSON", e);
        }
    }
}
