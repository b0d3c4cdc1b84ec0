package dev.waybill.outbox;

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

/** The component {@code outside:}, whose endpoints are places beyond the JVM; what they answer is said by the test. */
public final class Outside extends DefaultComponent {

    private final Map<String, Processor> places = new ConcurrentHashMap<>();

    void on(String place, Processor answer) {
        places.put(place, answer);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new Place(uri, this, remaining);
    }

    private final class Place extends DefaultEndpoint {

        private final String name;

        Place(String uri, Outside component, String name) {
            super(uri, component);
            this.name = name;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) throws Exception {
                    places.getOrDefault(name, received -> {}).process(exchange);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }
}
