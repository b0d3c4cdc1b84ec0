package dev.waybill.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestGuardTest {

    private final RequestGuard doorkeeper = new RequestGuard(List.of("hub.example"));

    @Test
    void metrics_answer_to_the_address_that_was_called_and_to_no_other() {
        assertThat(doorkeeper.refusal(request("/actuator/prometheus", "10.0.0.5", "10.0.0.5:8081")))
                .isNull();
        assertThat(doorkeeper.refusal(request("/actuator/prometheus", "fd00:0:0:0:0:0:0:5", "[fd00::5]:8081")))
                .isNull();
        assertThat(doorkeeper.refusal(request("/actuator/prometheus", "10.0.0.5", "10.0.0.6:8081")))
                .isNotNull();
        assertThat(doorkeeper.refusal(request("/actuator/prometheus", "10.0.0.5", "10.0.0.5.evil.example")))
                .isNotNull();
    }

    private static MockHttpServletRequest request(String path, String ours, String host) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setLocalAddr(ours);
        request.addHeader("Host", host);
        return request;
    }
}
