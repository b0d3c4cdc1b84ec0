package dev.waybill.lint;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Stands in for a queue's component and counts the consumers that were started. */
final class StandIn extends DefaultComponent {

    final AtomicInteger started = new AtomicInteger();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.remove("concurrency"); // the options that it knows
        return new DefaultEndpoint(uri, this) {

            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {

                    @Override
                    public void process(org.apache.camel.Exchange exchange) {}
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                return new DefaultConsumer(this, processor) {

                    @Override
                    protected void doStart() throws Exception {
                        super.doStart();
                        started.incrementAndGet();
                    }
                };
            }
        };
    }
}
