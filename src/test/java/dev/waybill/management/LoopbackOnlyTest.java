package dev.waybill.management;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.kit.TestAccess;
import dev.waybill.settings.BadSetting;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class LoopbackOnlyTest {

    private final MockEnvironment settings =
            new MockEnvironment().withProperty("server.address", "127.0.0.1").withProperty("server.port", "8081");

    @Test
    void loopback_needs_no_users() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void an_address_that_others_can_reach_needs_users() {
        settings.setProperty("server.address", "0.0.0.0");
        assertThatThrownBy(this::check)
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("MANAGEMENT_ADDRESS is not a loopback address, but no users are set: ");
        TestAccess.settings().forEach(settings::setProperty);
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void no_port_goes_around_the_checks_and_all_is_told_at_once() {
        settings.setProperty("server.address", "0.0.0.0");
        settings.setProperty("management.server.port", "9");
        assertThatThrownBy(this::check)
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("MANAGEMENT_ADDRESS is not")
                .hasMessageContaining(
                        "management.server.port opens a second port without the checks of the management port");
    }

    private void check() {
        new LoopbackOnly().check(settings);
    }
}
