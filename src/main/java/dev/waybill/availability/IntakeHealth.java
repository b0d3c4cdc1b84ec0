package dev.waybill.availability;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports down during an outage. A mere connection may not show the outage: a standby that blocks commits, a full disk.
 * Reports up over the backlog limit: the hub works, and another node would refuse webhooks too.
 */
@Component("intakeHealthIndicator")
public class IntakeHealth implements HealthIndicator {

    private final DatabaseOutage outage;

    public IntakeHealth(DatabaseOutage outage) {
        this.outage = outage;
    }

    @Override
    public Health health() {
        return outage.lasts()
                ? Health.down().withDetail("reason", outage.reason()).build()
                : Health.up().build();
    }
}
