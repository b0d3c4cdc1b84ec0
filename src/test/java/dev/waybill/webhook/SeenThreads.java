package dev.waybill.webhook;

import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Records the thread on which each step of the intake route begins and ends. */
public class SeenThreads implements InterceptStrategy {

    public final Queue<String> afterEachStep = new ConcurrentLinkedQueue<>();
    private final Map<String, String> byStep = new ConcurrentHashMap<>();

    /** The last thread that ended this step, named by its bean. */
    public String of(String step) {
        return Objects.requireNonNull(byStep.get(step), step);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        String name = definition instanceof ProcessDefinition process ? process.getRef() : definition.getShortName();
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return super.process(exchange, doneSync -> {
                    afterEachStep.add(Thread.currentThread().getName());
                    byStep.put(name, Thread.currentThread().getName());
                    callback.done(doneSync);
                });
            }
        };
    }
}
