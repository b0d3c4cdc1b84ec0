package dev.waybill.cluster;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The work of one kind that this node leases, by name: a source's slots, or a destination's lanes. It wakes the
 * consumer of a name, or the other nodes if none runs here.
 */
public final class LeasedWork implements Poll, NotifyTarget {

    private final Node node;
    private final NotifySender signals;
    private final String topic;
    private final String due;
    private final String parameter;
    private final Map<String, LeasingConsumer> consumers = new ConcurrentHashMap<>();
    private final Map<String, HeldLeases> held = new ConcurrentHashMap<>();

    /**
     * @param topic the kind of work, such as {@code outbox}
     * @param due the query for the names with due work among those in its parameter
     * @param parameter the name of that parameter; it differs from those of every other poll
     */
    public LeasedWork(Node node, NotifySender signals, String topic, String due, String parameter) {
        this.node = node;
        this.signals = signals;
        this.topic = topic;
        this.due = due;
        this.parameter = parameter;
    }

    /** Wakes the name's consumer for due work; notifies the other nodes if no consumer runs here. */
    public void wake(String name) {
        if (!wakeHere(name)) {
            passOn(name);
        }
    }

    /**
     * Wakes the name's consumer, after a change that every node learns of.
     *
     * @return false if no consumer runs here
     */
    public boolean wakeHere(String name) {
        LeasingConsumer consumer = consumers.get(name);
        if (consumer != null) {
            consumer.wake();
        }
        return consumer != null;
    }

    /** True if this node works on it now. */
    public boolean consumes(String name) {
        return consumers.containsKey(name);
    }

    @Override
    public String topic() {
        return topic;
    }

    /**
     * Wakes the consumer: another node has more work than it can take. A consumer without a free thread would only pass
     * the signal on again.
     */
    @Override
    public void heard(String name) {
        LeasingConsumer consumer = consumers.get(name);
        if (consumer != null && consumer.takesWork()) {
            consumer.wake();
        }
    }

    @Override
    public String sql() {
        return due;
    }

    @Override
    public Map<String, ?> parameters() {
        return Map.of(parameter, consumers.keySet().toArray(String[]::new));
    }

    /** Wakes the names with work that is due by time, or whose wake-up was lost. */
    @Override
    public void answered(List<String> names) {
        names.forEach(this::wake);
        held.forEach((name, leases) -> {
            if (leases.isUnsure()) {
                wake(name);
            }
        });
    }

    Node node() {
        return node;
    }

    /** Notifies the other nodes of work that this one can't take at once. */
    void passOn(String name) {
        signals.send(topic, name);
    }

    /** Returns the name's leases that this node holds; a restarted route continues with them. */
    HeldLeases held(String name) {
        return held.computeIfAbsent(name, unknown -> new HeldLeases());
    }

    void register(String name, LeasingConsumer consumer) {
        consumers.put(name, consumer);
    }

    void unregister(String name, LeasingConsumer consumer) {
        consumers.remove(name, consumer);
    }
}
