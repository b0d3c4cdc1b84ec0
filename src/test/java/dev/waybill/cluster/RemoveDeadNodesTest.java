package dev.waybill.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestPostgres;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every node looks for the dead among them. */
class RemoveDeadNodesTest {

    private final JdbcClient jdbc = JdbcClient.create(TestPostgres.fresh());
    private final Node node = new Node(jdbc, "here", Duration.ofSeconds(9), System::nanoTime);

    @Test
    void a_node_whose_lease_ran_out_is_gone_with_the_next_tick_and_a_live_one_is_not() {
        node.beat();
        jdbc.sql("INSERT INTO node (until, name) VALUES (now() - interval '1 ms', 'dead'), (now() + interval '1"
                        + " h', 'live')")
                .update();
        new PollAll(jdbc, List.of(new RemoveDeadNodes(node))).tick();
        assertThat(jdbc.sql("SELECT name FROM node ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("here", "live");
    }
}
