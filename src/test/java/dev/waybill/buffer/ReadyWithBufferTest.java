package dev.waybill.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.health.AdditionalHealthEndpointPath;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HttpCodeStatusMapper;
import org.springframework.boot.actuate.health.StatusAggregator;

class ReadyWithBufferTest {

    private static final Set<String> ALL = Set.of("readinessState", "database", "routes", "intake");

    private record OfAll() implements HealthEndpointGroup {

        @Override
        public boolean isMember(String name) {
            return ALL.contains(name);
        }

        @Override
        public boolean showComponents(SecurityContext caller) {
            return true;
        }

        @Override
        public boolean showDetails(SecurityContext caller) {
            return false;
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return StatusAggregator.getDefault();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return HttpCodeStatusMapper.DEFAULT;
        }

        @Override
        public AdditionalHealthEndpointPath getAdditionalPath() {
            return null;
        }
    }

    private static HealthEndpointGroups groups(boolean buffered) {
        return new ReadyWithBuffer(buffered)
                .postProcessHealthEndpointGroups(HealthEndpointGroups.of(
                        new OfAll(), Map.of("readiness", new OfAll(), "liveness", new OfAll())));
    }

    private static Stream<String> members(HealthEndpointGroup group) {
        return ALL.stream().filter(group::isMember);
    }

    @Test
    void a_hub_with_a_buffer_is_ready_without_its_database_and_not_healthy() {
        assertThat(members(groups(true).get("readiness"))).containsExactlyInAnyOrder("readinessState", "routes");
        assertThat(members(groups(true).get("liveness"))).hasSize(4);
        assertThat(members(groups(true).getPrimary())).hasSize(4);
    }

    @Test
    void a_hub_without_one_is_not_ready_then() {
        assertThat(members(groups(false).get("readiness"))).hasSize(4);
    }
}
