package dev.waybill.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.OutboxHeaders;
import dev.waybill.inbox.InboxHeaders;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OurNamesTest {

    @Test
    void the_headers_that_routes_may_read_are_those_that_the_hub_sets() {
        assertThat(Stream.of(InboxHeaders.class, OutboxHeaders.class)
                        .flatMap(headers -> Arrays.stream(headers.getDeclaredFields()))
                        .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                        .map(OurNamesTest::value))
                .containsExactlyInAnyOrderElementsOf(List.copyOf(OurNames.HEADERS));
    }

    private static String value(Field constant) {
        try {
            constant.setAccessible(true);
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
