package dev.waybill.listener;

import dev.waybill.sources.Sources;
import dev.waybill.webhook.Problem;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the router's own answers and failures the form of this listener's answers. */
final class RouterFailures {

    private static final Logger LOG = LoggerFactory.getLogger(RouterFailures.class);

    private final Sources sources;
    private final RequestRefusal refusal;

    RouterFailures(Sources sources, RequestRefusal refusal) {
        this.sources = sources;
        this.refusal = refusal;
    }

    /**
     * Answers in the router's place.
     *
     * @param status the status that the router would have answered
     */
    void answer(RoutingContext ctx, int status) {
        Admission.Place place = ctx.get(BodyReader.PLACE);
        Problem problem = Problem.of(status);
        if (place != null) {
            place.leave();
            if (problem == Problem.NOT_FOUND) {
                problem = Problem.UNAVAILABLE; // the intake route was stopped after the gate let this one in
            }
        }
        if (problem == Problem.ERROR) {
            LOG.error("The public port failed and answered 500: the sender has to send again", ctx.failure());
        }
        refusal.send(ctx.request(), sources.at(ctx.request().path()), problem);
    }
}
