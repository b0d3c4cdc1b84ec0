package dev.waybill.listener;

import dev.waybill.quarantine.Quarantine;
import dev.waybill.webhook.WebhookContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** The engine behind {@code platform-http}: one route, the intake, on the public listener. */
final class WebhookEngine extends ServiceSupport implements PlatformHttpEngine {

    static final String PATH = "/webhooks/{source}";

    private final Processor lastResort;
    private final Quarantine quarantine;
    private volatile @Nullable WebhookConsumer intake;

    /**
     * @param lastResort the processor that answers for an exchange whose route left its exception unhandled
     * @param quarantine the place for webhooks of the public listener that are refused
     */
    WebhookEngine(Processor lastResort, Quarantine quarantine) {
        this.lastResort = lastResort;
        this.quarantine = quarantine;
    }

    /**
     * Creates the consumer of the intake route.
     *
     * @throws IllegalArgumentException for another path: nothing else answers on the public port
     */
    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        if (!endpoint.getPath().equals(PATH)) {
            throw new IllegalArgumentException(
                    "The public listener serves platform-http:%s and nothing else, not %s".formatted(PATH, endpoint));
        }
        WebhookConsumer consumer = new WebhookConsumer(endpoint, processor, lastResort, quarantine, this);
        WebhookConsumer present = intake;
        if (present == null || isOfSameContext(present, endpoint)) {
            intake = consumer;
        }
        return consumer;
    }

    /** True for a route that was stopped and is started again, not for that of another revision. */
    private static boolean isOfSameContext(WebhookConsumer present, PlatformHttpEndpoint endpoint) {
        return present.getEndpoint().getCamelContext() == endpoint.getCamelContext();
    }

    /** Returns the consumer that requests go to, whatever consumer of the port they came to. */
    WebhookConsumer intake(WebhookConsumer reached) {
        WebhookConsumer present = intake;
        return present == null ? reached : present;
    }

    /** Makes this consumer the one that requests go to. */
    void takeOver(WebhookConsumer consumer) {
        intake = consumer;
    }

    /** True if the intake route takes webhooks: it is started, and neither stopped nor suspended. */
    boolean open() {
        WebhookConsumer consumer = intake;
        return consumer != null && consumer.isStarted();
    }

    /** Runs a webhook from quarantine through the intake route; false if the route is not open. */
    boolean readmit(WebhookContext webhook) {
        WebhookConsumer consumer = intake;
        if (consumer == null || !consumer.isStarted()) {
            return false;
        }
        try {
            consumer.readmit(webhook);
            return true;
        } catch (Exception e) {
            throw new IllegalStateException("The intake route did not run to its end", e);
        }
    }
}
