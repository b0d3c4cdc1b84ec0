package dev.waybill.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.kit.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All questions of a node are one statement. */
class PollAllTest {

    private final JdbcClient jdbc = JdbcClient.create(TestPostgres.fresh());
    private final List<String> heard = new ArrayList<>();

    @Test
    void each_room_gets_its_own_answer() {
        ask(
                question("SELECT n FROM unnest(:letters) n", Map.of("letters", new String[] {"a", "b"}), heard::addAll),
                question("SELECT 'x' WHERE false", Map.of(), names -> heard.add("none: " + names)));
        assertThat(heard).containsExactly("a", "b", "none: []");
    }

    @Test
    void an_answer_that_fails_keeps_no_other_from_being_given() {
        Poll broken = question("SELECT 'x'", Map.of(), names -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> ask(broken, question("SELECT 'y'", Map.of(), heard::addAll), broken))
                .hasMessage("broken");
        assertThat(heard).containsExactly("y");
    }

    @Test
    void a_hub_without_questions_asks_nothing() {
        ask();
        assertThat(heard).isEmpty();
    }

    private void ask(Poll... questions) {
        new PollAll(jdbc, List.of(questions)).tick();
    }

    private static Poll question(String sql, Map<String, ?> parameters, Consumer<List<String>> answered) {
        return new Poll() {
            @Override
            public String sql() {
                return sql;
            }

            @Override
            public Map<String, ?> parameters() {
                return parameters;
            }

            @Override
            public void answered(List<String> names) {
                answered.accept(names);
            }
        };
    }
}
