package dev.waybill.lease;

import dev.waybill.cluster.Loop;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/** A consumer's health in Camel's terms: down while the steps of its loop fail, up again after the first success. */
public final class LoopHealth extends AbstractHealthCheck {

    private final Supplier<@Nullable Loop> loop;

    /**
     * @param name the consumer, such as {@code outbox:erp}
     * @param loop its present loop; null before the first start, which counts as up
     */
    public LoopHealth(String name, Supplier<@Nullable Loop> loop) {
        super("waybill", "consumer:" + name);
        this.loop = loop;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Loop present = loop.get();
        if (present != null && present.failing()) {
            builder.message("The last step failed; it is retried, and the log names the cause")
                    .down();
        } else {
            builder.up();
        }
    }
}
