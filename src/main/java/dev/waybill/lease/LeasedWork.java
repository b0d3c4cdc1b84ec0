package dev.waybill.lease;

import dev.waybill.cluster.Node;
import dev.waybill.cluster.NotifySender;
import dev.waybill.cluster.NotifyTarget;
import dev.waybill.cluster.Poll;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

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
    /** The consumers that were replaced, by name, with work under way. */
    private final Map<String, Set<LeasingConsumer>> leaving = new ConcurrentHashMap<>();

    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private volatile @Nullable Integer revisionAtStart;

    /**
     * The context whose consumer has the work of a name. Camel makes another consumer when a route is started again,
     * and that one goes on.
     */
    private record Holder(CamelContext of, @Nullable Integer revision) {}

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

    /** Sets the number of the revision whose routes the hub starts with. */
    public void startsWith(@Nullable Integer revision) {
        revisionAtStart = revision;
    }

    /** Records that the work of this name belongs to the context from now on. */
    void turn(String name, CamelContext of, @Nullable Integer revision) {
        holders.put(name, new Holder(of, revision));
    }

    /** Records that the context has the work of this name no more. */
    void outOfTurn(String name, CamelContext of) {
        holders.computeIfPresent(name, (same, holder) -> holder.of() == of ? null : holder);
    }

    boolean isTurnOf(String name, CamelContext context) {
        Holder holder = holders.get(name);
        return holder != null && holder.of() == context;
    }

    /** Returns the revision under which this context works on the name. */
    @Nullable
    Integer revision(String name, CamelContext context) {
        Holder holder = holders.get(name);
        return holder != null && holder.of() == context ? holder.revision() : revisionAtStart;
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

    /** Gives the name's work to this consumer. The one before has ended its last lease by then. */
    void takeOver(String name, LeasingConsumer consumer) throws InterruptedException {
        LeasingConsumer before = consumers.get(name);
        if (before != null && before != consumer) {
            before.standBack();
        }
        consumers.put(name, consumer);
    }

    /** Keeps a consumer that takes nothing more, for the count of the work that it has under way. */
    void leave(String name, LeasingConsumer consumer) {
        consumers.remove(name, consumer);
        leaving.computeIfAbsent(name, first -> ConcurrentHashMap.newKeySet()).add(consumer);
    }

    /** Returns the work of this name that replaced consumers have under way. */
    int leaving(String name) {
        Set<LeasingConsumer> those = leaving.get(name);
        if (those == null) {
            return 0;
        }
        those.removeIf(consumer -> consumer.underWay() == 0);
        return those.stream().mapToInt(LeasingConsumer::underWay).sum();
    }

    void unregister(String name, LeasingConsumer consumer) {
        consumers.remove(name, consumer);
        leaving.computeIfPresent(name, (same, those) -> {
            those.removeIf(one -> one == consumer && one.underWay() == 0);
            return those.isEmpty() ? null : those;
        });
    }
}
