package dev.waybill.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotTest {

    @Test
    void the_hash_never_changes_for_it_is_stored() {
        // zlib.crc32(b"covver\0order-1") % 16, and so on: counted outside Java
        assertThat(Slot.of("covver", "order-1")).isEqualTo((short) 12);
        assertThat(Slot.of("covver", "order-2")).isEqualTo((short) 6);
        assertThat(Slot.of("covver", "Bestellung-ß")).isEqualTo((short) 11);
        assertThat(Slot.of("other", "order-1")).isEqualTo((short) 9);
    }

    @Test
    void groups_spread_over_all_slots() {
        Set<Short> used = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            used.add(Slot.of("covver", "order-" + i));
        }

        assertThat(used).hasSize(Slot.COUNT).allMatch(slot -> slot >= 0 && slot < Slot.COUNT);
    }
}
