package dev.waybill.webhook;

import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Records the exchange's headers after each step of the intake route. */
class SeenHeaders implements InterceptStrategy {

    final Queue<Map<String, Object>> afterEachStep = new ConcurrentLinkedQueue<>();

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return super.process(exchange, doneSync -> {
                    afterEachStep.add(new TreeMap<>(exchange.getMessage().getHeaders()));
                    callback.done(doneSync);
                });
            }
        };
    }
}
