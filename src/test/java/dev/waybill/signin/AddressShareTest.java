package dev.waybill.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressShareTest {

    @Test
    void an_ipv4_address_is_its_own_share() {
        assertThat(AddressShare.of("192.0.2.7")).isEqualTo("192.0.2.7");
    }

    @Test
    void the_addresses_of_one_ipv6_subscriber_share() {
        assertThat(AddressShare.of("2001:db8:0:1::1"))
                .isEqualTo(AddressShare.of("2001:db8:0:ff:ffff::2%eth0"))
                .isNotEqualTo(AddressShare.of("2001:db8:0:100::1"));
    }

    @Test
    void what_is_no_address_is_its_own_share() {
        assertThat(AddressShare.of("null")).isEqualTo("null");
        assertThat(AddressShare.of("no:address")).isEqualTo("no:address");
    }
}
