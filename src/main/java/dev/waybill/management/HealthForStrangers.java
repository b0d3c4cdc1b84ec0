package dev.waybill.management;

import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.health.AdditionalHealthEndpointPath;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.actuate.health.HttpCodeStatusMapper;
import org.springframework.boot.actuate.health.StatusAggregator;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Shows only the health status, not its components, to requests that don't use one of the hub's host names. */
@Component
class HealthForStrangers implements HealthEndpointGroupsPostProcessor {

    private final RequestGuard doorkeeper;

    HealthForStrangers(ConsoleSettings settings) {
        this.doorkeeper = new RequestGuard(settings.allowedHosts());
    }

    @Override
    public HealthEndpointGroups postProcessHealthEndpointGroups(HealthEndpointGroups groups) {
        return HealthEndpointGroups.of(
                reserved(groups.getPrimary()),
                groups.getNames().stream()
                        .collect(Collectors.toMap(
                                name -> name, name -> reserved(Objects.requireNonNull(groups.get(name))))));
    }

    private HealthEndpointGroup reserved(HealthEndpointGroup group) {
        return new Reserved(group, doorkeeper);
    }

    private record Reserved(HealthEndpointGroup all, RequestGuard doorkeeper) implements HealthEndpointGroup {

        @Override
        public boolean isMember(String name) {
            return all.isMember(name);
        }

        @Override
        public boolean showComponents(SecurityContext who) {
            return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                    && doorkeeper.knows(attributes.getRequest())
                    && all.showComponents(who);
        }

        @Override
        public boolean showDetails(SecurityContext who) {
            return all.showDetails(who);
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return all.getStatusAggregator();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return all.getHttpCodeStatusMapper();
        }

        @Override
        public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
            return all.getAdditionalPath();
        }
    }
}
