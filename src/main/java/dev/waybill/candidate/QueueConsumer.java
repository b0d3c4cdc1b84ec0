package dev.waybill.candidate;

import dev.waybill.answers.AnswerOptions;
import dev.waybill.handover.HandOver;
import dev.waybill.handover.Receiver;
import dev.waybill.lease.WorkConsumer;
import dev.waybill.routing.RouteEvent;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;

/** The beginning of a route behind {@code inbox:} or {@code outbox:}: it takes nothing by itself. */
final class QueueConsumer extends WorkConsumer implements RouteEvent.Route, HandOver.Route {

    private final String name;
    private final AnswerOptions answers;
    private final Map<String, QueueConsumer> open;

    QueueConsumer(
            Endpoint endpoint,
            Processor processor,
            String name,
            AnswerOptions answers,
            Map<String, QueueConsumer> open) {
        super(endpoint, processor);
        this.name = name;
        this.answers = answers;
        this.open = open;
    }

    /** Returns the receiver with the rules of the route, which judge the answer that a test gives. It is never asked. */
    Receiver receiver(FarEnd end) {
        return end == FarEnd.TAKES_ALL
                ? Receiver.BY_STATUS
                : new Receiver(answers.rules(getEndpoint().getCamelContext()), null);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        open.put(name, this);
    }
}
