package dev.waybill.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private final Turned clock = new Turned();
    private final LoginThrottle throttle = new LoginThrottle(clock);

    @Test
    void after_five_tries_a_name_has_to_wait_at_its_address_until_the_window_is_over() {
        tries(5, "ada", "10.0.0.1");
        clock.turn(Duration.ofMinutes(1));
        assertThat(throttle.admit("ada", "10.0.0.1")).contains(Duration.ofMinutes(4));
        clock.turn(Duration.ofMinutes(4));
        assertThat(throttle.admit("ada", "10.0.0.1")).isEmpty();
    }

    @Test
    void whoever_locks_a_name_out_at_one_address_does_not_lock_it_out_at_another() {
        tries(5, "ada", "10.0.0.1");
        assertThat(throttle.admit("ada", "10.0.0.1")).isPresent();
        assertThat(throttle.admit("ada", "10.0.0.2")).isEmpty();
    }

    @Test
    void an_address_that_tries_many_names_has_to_wait() {
        for (int i = 0; i < LoginThrottle.MOST_OF_AN_ADDRESS; i++) {
            assertThat(throttle.admit("name" + i, "10.0.0.1")).isEmpty();
        }
        assertThat(throttle.admit("another", "10.0.0.1")).isPresent();
    }

    @Test
    void a_name_that_is_tried_from_everywhere_has_to_wait() {
        for (int i = 0; i < LoginThrottle.MOST_OF_A_NAME; i++) {
            assertThat(throttle.admit("ada", "10.0.1." + i)).isEmpty();
        }
        assertThat(throttle.admit("ada", "10.0.0.1")).isPresent();
    }

    @Test
    void the_right_password_wipes_the_wrong_ones_of_the_name_there() {
        tries(4, "ada", "10.0.0.1");
        assertThat(throttle.admit("ada", "10.0.0.1")).isEmpty();
        throttle.succeeded("ada", "10.0.0.1");
        tries(5, "ada", "10.0.0.1");
        assertThat(throttle.admit("ada", "10.0.0.1")).isPresent();
    }

    private void tries(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.admit(name, address)).isEmpty();
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
