package dev.waybill.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class OutboundKeyTest {

    /** Computed with Python's hashlib and base64; a change here changes what receivers know deliveries by. */
    @Test
    void it_is_the_base32_of_the_sha256_of_what_it_belongs_to() {
        assertThat(OutboundKey.of("covver", "order-1", "erp", "", 0))
                .isEqualTo("wb_24qiefb4riq23fyfkzokbb6l3qnorgnqozf6lpdrd3yqfxjvyg5q");
        assertThat(OutboundKey.of("covver", "schlüssel", "sftp", "lines", 0))
                .isEqualTo("wb_yriijuuggpiktzv56msmg2jd76tutc74jnimpmxbkwzshpu5klva");
    }

    @Test
    void a_replay_adds_its_number() {
        assertThat(OutboundKey.of("covver", "order-1", "erp", "", 2))
                .isEqualTo(OutboundKey.of("covver", "order-1", "erp", "", 0) + ".2");
    }

    @Test
    void neighbouring_fields_are_not_taken_for_each_other() {
        assertThat(Set.of(
                        OutboundKey.of("covver", "order-1", "erp", "a", 0),
                        OutboundKey.of("covver", "order-1", "erpa", "", 0),
                        OutboundKey.of("covver", "order-1e", "rp", "a", 0),
                        OutboundKey.of("covvero", "rder-1", "erp", "a", 0)))
                .hasSize(4);
    }
}
