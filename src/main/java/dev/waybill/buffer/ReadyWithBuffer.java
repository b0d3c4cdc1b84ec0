package dev.waybill.buffer;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.health.AdditionalHealthEndpointPath;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.actuate.health.HttpCodeStatusMapper;
import org.springframework.boot.actuate.health.StatusAggregator;

/**
 * Keeps a hub ready while its database is away, if any source has a buffer: a balancer that took it out would refuse
 * webhooks that it can take. The health as a whole still says that the database is away.
 */
final class ReadyWithBuffer implements HealthEndpointGroupsPostProcessor {

    private static final String READINESS = "readiness";
    private static final Set<String> NOT_NEEDED = Set.of("database", "intake");

    private final boolean buffered;

    ReadyWithBuffer(boolean buffered) {
        this.buffered = buffered;
    }

    @Override
    public HealthEndpointGroups postProcessHealthEndpointGroups(HealthEndpointGroups groups) {
        if (!buffered || !groups.getNames().contains(READINESS)) {
            return groups;
        }
        Map<String, HealthEndpointGroup> all =
                groups.getNames().stream().collect(Collectors.toMap(name -> name, name -> of(name, groups.get(name))));
        return HealthEndpointGroups.of(groups.getPrimary(), all);
    }

    private static HealthEndpointGroup of(String name, HealthEndpointGroup group) {
        return name.equals(READINESS) ? new WithoutDatabase(group) : group;
    }

    private record WithoutDatabase(HealthEndpointGroup given) implements HealthEndpointGroup {

        @Override
        public boolean isMember(String name) {
            return !NOT_NEEDED.contains(name) && given.isMember(name);
        }

        @Override
        public boolean showComponents(SecurityContext caller) {
            return given.showComponents(caller);
        }

        @Override
        public boolean showDetails(SecurityContext caller) {
            return given.showDetails(caller);
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return given.getStatusAggregator();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return given.getHttpCodeStatusMapper();
        }

        @Override
        public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
            return given.getAdditionalPath();
        }
    }
}
