package dev.waybill.lease;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.Consumer;
import org.jspecify.annotations.Nullable;

/** The consumers of a canary, by the name of their work; none while no canary is tried. */
public final class CanaryConsumers<C extends LeasingConsumer> {

    private final Class<C> kind;
    private final Function<C, String> name;
    private volatile @Nullable Tried<C> tried;

    private record Tried<C>(Canary canary, Map<String, C> consumers) {}

    /** @param name gives the name of a consumer's work */
    public CanaryConsumers(Class<C> kind, Function<C, String> name) {
        this.kind = kind;
        this.name = name;
    }

    /**
     * Returns the consumer whose route takes a piece of work.
     *
     * @param live the consumer that leased it
     * @param takes the test whether it is the canary's
     */
    public C of(C live, Predicate<Canary> takes) {
        Tried<C> now = tried;
        C other = now == null ? null : now.consumers().get(name.apply(live));
        return now != null && other != null && takes.test(now.canary()) ? other : live;
    }

    /** @param consumers all consumers of the canary's context, of any kind */
    public void tryOut(Canary canary, List<Consumer> consumers) {
        tried = new Tried<>(
                canary,
                consumers.stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .collect(Collectors.toMap(name, Function.identity())));
    }

    public void endTrial() {
        tried = null;
    }
}
