package dev.waybill.check;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Stands in for a component that needs the running hub. Its options are checked against the catalog instead. */
final class AnyOptions extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear();
        return new DefaultEndpoint(uri, this) {

            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {

                    @Override
                    public void process(Exchange exchange) {
                        throw new UnsupportedOperationException("no route of a check starts");
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                return new DefaultConsumer(this, processor);
            }
        };
    }
}
