package dev.waybill.availability;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Down during an outage, which may be one that a mere connection doesn't show: a standby that no commit gets past, a disk that is
 * full. Up
 * over the backlog limit: the hub is ready for work and has plenty, and another node's door would be shut too.
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
