package dev.waybill.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.settings.BadSetting;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskTest {

    @Test
    void what_a_path_leads_to_is_hidden_and_nothing_else() {
        Mask mask = Mask.of(List.of("/data/user/email", "/data/items/*/name", "/data/a~1b"));
        assertThat(mask.apply(bytes("""
            {"data":{"user":{"email":"a@b.c","id":1.50},"items":[{"name":{"first":"J"},"n":1},{"name":"K"},7],"a/b":[1]}}\
            """)))
                .contains(
                        "{\"data\":{\"user\":{\"email\":\"(hidden)\",\"id\":1.50},"
                            + "\"items\":[{\"name\":\"(hidden)\",\"n\":1},{\"name\":\"(hidden)\"},7],\"a/b\":\"(hidden)\"}}");
        assertThat(mask.apply(bytes("{\"data\":null}"))).contains("{\"data\":null}");
    }

    @Test
    void a_repeated_key_hides_nothing_behind_its_other_value() {
        Mask mask = Mask.of(List.of("/email"));
        assertThat(mask.apply(bytes("{\"email\":\"first@x\",\"email\":\"last@x\"}")))
                .contains("{\"email\":\"(hidden)\"}");
    }

    @Test
    void what_cannot_be_masked_is_not_shown_at_all() {
        Mask mask = Mask.of(List.of("/email"));
        for (String body : List.of("{\"email\":\"a@b\"", "a@b", "{} {\"email\":\"a@b\"}", "")) {
            BodyView view = BodyView.masked(bytes(body), mask);
            assertThat(view.text()).doesNotContain("a@b");
            assertThat(view.masked()).isTrue();
        }
        assertThat(BodyView.masked(bytes("{\"email\":\"a@b\"}"), Mask.of(List.of()))
                        .text())
                .contains("a@b");
    }

    @Test
    void a_pointer_that_is_none_stops_the_start() {
        for (String text : List.of("data/user", "", "email")) {
            assertThatThrownBy(() -> new MaskSettings(List.of(text)))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageContaining("waybill.console.mask");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void a_value_is_hidden_with_what_it_is_a_part_of() {
        Mask mask = Mask.of(List.of("/data/orderNumber", "/data/*/email"));
        assertThat(mask.hides("/data/orderNumber")).isTrue();
        assertThat(mask.hides("/data/user/email/host")).isTrue();
        assertThat(mask.hides("/data/id")).isFalse();
        assertThat(mask.hides("/data")).isFalse();
        assertThat(mask.hides("")).isFalse();
    }
}
