package dev.waybill.candidate;

import dev.waybill.answers.AnswerOptions;
import dev.waybill.routing.RoutingSlip;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Stands in for {@code inbox:} or {@code outbox:}: the routes behind it can be run, and destinations are noted. */
final class QueueComponent extends DefaultComponent {

    private final Map<String, QueueConsumer> consumers = new ConcurrentHashMap<>();

    /** Returns the beginning of the route behind a source or a destination; null if no route is there. */
    @Nullable
    QueueConsumer consumer(String name) {
        return consumers.get(name);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String part = String.valueOf(parameters.getOrDefault("part", ""));
        boolean ordered = Boolean.parseBoolean(String.valueOf(parameters.getOrDefault("ordered", "true")));
        AnswerOptions answers = new AnswerOptions();
        if (parameters.get("answers") instanceof String rules) {
            answers.setAnswers(rules);
        }
        parameters.clear();
        return new QueueEndpoint(uri, remaining, new RoutingSlip.Line(remaining, part, ordered), answers);
    }

    private final class QueueEndpoint extends DefaultEndpoint {

        private final String name;
        private final RoutingSlip.Line line;
        private final AnswerOptions answers;

        QueueEndpoint(String uri, String name, RoutingSlip.Line line, AnswerOptions answers) {
            super(uri, QueueComponent.this);
            this.name = name;
            this.line = line;
            this.answers = answers;
        }

        @Override
        public boolean isRemote() {
            return false;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {

                @Override
                public void process(Exchange exchange) {
                    RoutingSlip.of(exchange).note(line);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new QueueConsumer(this, processor, name, answers, consumers);
        }
    }
}
