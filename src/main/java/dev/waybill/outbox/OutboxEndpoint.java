package dev.waybill.outbox;

import dev.waybill.answers.AnswerOptions;
import dev.waybill.handover.OnDead;
import dev.waybill.handover.Policy;
import dev.waybill.handover.Policy.Backoff;
import dev.waybill.handover.Receiver;
import dev.waybill.health.CircuitOptions;
import dev.waybill.health.CircuitRules;
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
 * The endpoint of durable deliveries to one destination. A producer notes the destination for the event. A consumer
 * gets each due delivery, in order per message group, until it succeeds or is given up.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "outbox",
        title = "Waybill outbox",
        syntax = "outbox:destination",
        remote = false,
        category = Category.MESSAGING)
public class OutboxEndpoint extends DefaultEndpoint {

    @UriPath(description = "The destination's name")
    @Metadata(required = true)
    private final String destination;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "Whether deliveries keep their order within the event's message group")
    private boolean ordered = true;

    @UriParam(label = "producer", description = "Tells several deliveries of one event to one destination apart")
    private String part = "";

    @UriParam(
            label = "consumer",
            description = "Deliveries that one node hands over at the same time; more nodes hand over more")
    private @Nullable Integer concurrency;

    @UriParam(
            label = "consumer",
            description = "Hand-overs per second by all nodes together, such as 0.5; 0 for no limit")
    private @Nullable Double ratePerSecond;

    @UriParam(label = "consumer", description = "Attempts until a delivery is DEAD")
    private @Nullable Integer maxAttempts;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            description = "The pause after the first failed attempt; it doubles with each further one")
    private @Nullable Duration backoffFirst;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            description = "The longest pause between two attempts")
    private @Nullable Duration backoffMost;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            description = "The time after which an attempt is cut off and counts as failed")
    private @Nullable Duration attemptTimeout;

    @UriParam(
            label = "consumer",
            enums = "block,skip",
            description = "Whether a DEAD delivery holds its message group or is skipped")
    private @Nullable OnDead onDead;

    @UriParam
    private final AnswerOptions answer = new AnswerOptions();

    @UriParam
    private final CircuitOptions circuit = new CircuitOptions();

    private final OutboxSettings defaults;

    OutboxEndpoint(String uri, OutboxComponent component, String destination, OutboxSettings defaults) {
        super(uri, component);
        this.destination = destination;
        this.defaults = defaults;
    }

    @Override
    public Producer createProducer() {
        getComponent().sends(destination, ordered);
        return new OutboxProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        checkOptions(); // an invalid option stops the start
        OutboxConsumer consumer = getComponent().consumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    private void checkOptions() {
        CircuitRules rules = limits().circuit();
        Policy policy = policy();
        String uri = "outbox:" + destination;
        Duration longest = Duration.ofDays(30);
        Setting.checkOption(uri, "concurrency", getConcurrency(), 1, 1000);
        Setting.checkOption(uri, "circuitFailures", rules.failures(), 0, 1_000_000);
        Setting.checkOption(uri, "circuitSuccesses", rules.successes(), 1, 1000);
        Setting.checkOption(uri, "circuitProbeMost", rules.probeMost(), rules.probe(), Duration.ofDays(1));
        Setting.checkOption(uri, "maxAttempts", policy.maxAttempts(), 1, 1_000_000);
        Setting.checkOption(uri, "attemptTimeout", getAttemptTimeout(), Duration.ofMillis(100), Duration.ofDays(1));
        Setting.checkOption(uri, "backoffFirst", policy.backoff().first(), Duration.ofMillis(1), longest);
        Setting.checkOption(
                uri, "backoffMost", policy.backoff().most(), policy.backoff().first(), longest);
    }

    @Override
    public OutboxComponent getComponent() {
        return (OutboxComponent) super.getComponent();
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    Policy policy() {
        Backoff backoff = Backoff.exponential(backoffFirst == null ? defaults.backoffFirst() : backoffFirst)
                .upTo(backoffMost == null ? defaults.backoffMost() : backoffMost);
        return new Policy(
                maxAttempts == null ? defaults.maxAttempts() : maxAttempts,
                backoff,
                defaults.longestRetryAfter(),
                onDead == null ? defaults.onDead() : onDead);
    }

    /** @throws IllegalArgumentException if the rules of its answers can't be read */
    Receiver receiver() {
        return new Receiver(answer.rules(getCamelContext()), answer.question(getCamelContext()));
    }

    Limits limits() {
        return new Limits(circuit.over(defaults.circuit()), getRatePerSecond());
    }

    public String getDestination() {
        return destination;
    }

    public boolean isOrdered() {
        return ordered;
    }

    public void setOrdered(boolean ordered) {
        this.ordered = ordered;
    }

    public String getPart() {
        return part;
    }

    public void setPart(String part) {
        this.part = part;
    }

    public int getConcurrency() {
        return concurrency == null ? defaults.concurrency() : concurrency;
    }

    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    public double getRatePerSecond() {
        return ratePerSecond == null ? defaults.ratePerSecond() : ratePerSecond;
    }

    public void setRatePerSecond(double ratePerSecond) {
        this.ratePerSecond = ratePerSecond;
    }

    public @Nullable Integer getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public @Nullable Duration getBackoffFirst() {
        return backoffFirst;
    }

    public void setBackoffFirst(Duration backoffFirst) {
        this.backoffFirst = backoffFirst;
    }

    public @Nullable Duration getBackoffMost() {
        return backoffMost;
    }

    public void setBackoffMost(Duration backoffMost) {
        this.backoffMost = backoffMost;
    }

    public Duration getAttemptTimeout() {
        return attemptTimeout == null ? defaults.attemptTimeout() : attemptTimeout;
    }

    public void setAttemptTimeout(Duration attemptTimeout) {
        this.attemptTimeout = attemptTimeout;
    }

    public @Nullable OnDead getOnDead() {
        return onDead;
    }

    public void setOnDead(OnDead onDead) {
        this.onDead = onDead;
    }

    public AnswerOptions getAnswer() {
        return answer;
    }

    public CircuitOptions getCircuit() {
        return circuit;
    }
}
