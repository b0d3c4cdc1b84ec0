package dev.waybill.routing;

import dev.waybill.settings.Setting;
import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of a source's accepted events. A consumer gets each event once, in order per message group. A producer
 * stores the arrivals of the intake route.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "inbox",
        title = "Waybill inbox",
        syntax = "inbox:source",
        remote = false,
        category = Category.MESSAGING)
public class InboxEndpoint extends DefaultEndpoint {

    private static final String ANY = "*";

    @UriPath(
            description = "The source whose accepted events are consumed;"
                    + " where events are sent to be stored, an asterisk takes those of any source")
    @Metadata(required = true)
    private final String source;

    @UriParam(label = "consumer", description = "Slots that one node routes at the same time, 1 to 16")
    private @Nullable Integer concurrency;

    @UriParam(label = "consumer", description = "Events that are routed in one commit, 1 to 1000")
    private @Nullable Integer batch;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            description = "The time after which a route without a decision counts as failed")
    private @Nullable Duration routeTimeout;

    private final RoutingSettings defaults;

    InboxEndpoint(String uri, InboxComponent component, String source, RoutingSettings defaults) {
        super(uri, component);
        this.source = source;
        this.defaults = defaults;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (source.equals(ANY)) {
            throw new IllegalArgumentException(
                    "'inbox:*' can only be sent to: a route consumes the events of one source");
        }
        checkOptions(); // an invalid option stops the start
        InboxConsumer consumer = getComponent().consumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    private void checkOptions() {
        String uri = "inbox:" + source;
        Setting.checkOption(uri, "concurrency", getConcurrency(), 1, RoutingSettings.MOST_SLOTS);
        Setting.checkOption(uri, "batch", getBatch(), 1, RoutingSettings.MOST_EVENTS);
        Setting.checkOption(uri, "routeTimeout", getRouteTimeout(), Duration.ofMillis(100), Duration.ofHours(1));
    }

    @Override
    public Producer createProducer() {
        return new InboxProducer(this, getComponent().accept());
    }

    @Override
    public InboxComponent getComponent() {
        return (InboxComponent) super.getComponent();
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    /** True if events of this source may be sent here. */
    boolean takes(String sent) {
        return source.equals(ANY) || source.equals(sent);
    }

    public String getSource() {
        return source;
    }

    public int getConcurrency() {
        return concurrency == null ? defaults.concurrency() : concurrency;
    }

    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    public int getBatch() {
        return batch == null ? defaults.batch() : batch;
    }

    public void setBatch(int batch) {
        this.batch = batch;
    }

    public Duration getRouteTimeout() {
        return routeTimeout == null ? defaults.routeTimeout() : routeTimeout;
    }

    public void setRouteTimeout(Duration routeTimeout) {
        this.routeTimeout = routeTimeout;
    }
}
