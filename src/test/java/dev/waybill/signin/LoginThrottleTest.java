package dev.waybill.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private final Turned clock = new Turned();
    private final LoginThrottle throttle = new LoginThrottle(clock);

    @Test
    void after_five_tries_a_name_has_one_a_minute_at_its_address() {
        tries(5, "ada", "10.0.0.1");
        clock.turn(Duration.ofSeconds(20));
        assertThat(admit("ada", "10.0.0.1")).contains(Duration.ofSeconds(40));
        clock.turn(Duration.ofSeconds(40));
        tries(1, "ada", "10.0.0.1");
        assertThat(admit("ada", "10.0.0.1")).contains(Duration.ofMinutes(1));
        clock.turn(Duration.ofMinutes(5));
        tries(5, "ada", "10.0.0.1");
    }

    @Test
    void behind_a_crowded_address_tries_are_slow_and_none_waits_for_long() {
        for (int i = 0; i < LoginThrottle.MOST_OF_AN_ADDRESS; i++) {
            tries(1, "name" + i, "10.0.0.1");
        }
        assertThat(admit("ada", "10.0.0.1")).contains(Duration.ofSeconds(10));
        clock.turn(Duration.ofSeconds(10));
        assertThat(admit("ada", "10.0.0.1")).isEmpty();
    }

    @Test
    void a_browser_that_the_name_has_used_before_is_held_up_by_nobody_else() {
        for (int i = 0; i < LoginThrottle.MOST_OF_A_NAME; i++) {
            admit("ada", "10.0.0.1");
            admit("ada", "10.0.1." + i);
        }
        LoginThrottle.Try known = new LoginThrottle.Try("ada", "10.0.0.1", "her-own");
        for (int i = 0; i < LoginThrottle.MOST_OF_A_KNOWN_BROWSER; i++) {
            assertThat(throttle.admit(known)).isEmpty();
        }
        assertThat(throttle.admit(known)).isPresent();
    }

    @Test
    void whoever_locks_a_name_out_at_one_address_does_not_lock_it_out_at_another() {
        tries(5, "ada", "10.0.0.1");
        assertThat(admit("ada", "10.0.0.1")).isPresent();
        assertThat(admit("ada", "10.0.0.2")).isEmpty();
    }

    @Test
    void an_address_that_tries_many_names_has_to_wait() {
        for (int i = 0; i < LoginThrottle.MOST_OF_AN_ADDRESS; i++) {
            assertThat(admit("name" + i, "10.0.0.1")).isEmpty();
        }
        assertThat(admit("another", "10.0.0.1")).isPresent();
    }

    @Test
    void a_name_that_is_tried_from_everywhere_has_to_wait() {
        for (int i = 0; i < LoginThrottle.MOST_OF_A_NAME; i++) {
            assertThat(admit("ada", "10.0.1." + i)).isEmpty();
        }
        assertThat(admit("ada", "10.0.0.1")).isPresent();
    }

    @Test
    void the_right_password_wipes_the_wrong_ones_of_the_name_there() {
        tries(4, "ada", "10.0.0.1");
        assertThat(admit("ada", "10.0.0.1")).isEmpty();
        throttle.succeeded(new LoginThrottle.Try("ada", "10.0.0.1", null));
        tries(5, "ada", "10.0.0.1");
        assertThat(admit("ada", "10.0.0.1")).isPresent();
    }

    private Optional<Duration> admit(String name, String address) {
        return throttle.admit(new LoginThrottle.Try(name, address, null));
    }

    private void tries(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(admit(name, address)).isEmpty();
        }
    }

    /** Goes when it is turned. */
    private static final class Turned extends Clock {

        private Instant now = Instant.EPOCH;

        void turn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
