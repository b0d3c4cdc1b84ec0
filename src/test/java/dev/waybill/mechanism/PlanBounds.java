package dev.waybill.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The most that a statement may touch, whichever plan PostgreSQL keeps for it.
 *
 * @param rows looked at
 * @param pages of 8 KiB
 * @param small tables that have a handful of rows and may be scanned
 */
public record PlanBounds(DataSource database, long rows, long pages, List<String> small) {

    private static final List<String> MODES = List.of("force_generic_plan", "force_custom_plan");

    /** Our functions are told from our tables by the bracket. */
    private static final Pattern CALL = Pattern.compile("\\b(inbox|outbox)_\\w+\\(");

    public PlanBounds(DataSource database, long rows, long pages) {
        this(database, rows, pages, List.of());
    }

    /** Statistics of the tables as they are now; without this they are those of the empty ones. */
    public void analyse() {
        JdbcClient.create(database).sql("ANALYZE").update();
    }

    public void check(String sql, Map<String, Object> parameters) {
        MODES.forEach(mode -> check(sql, Plan.of(database, mode, sql, parameters), pages));
    }

    /**
     * Each statement inside the functions that this one calls keeps to the bounds; a call touches what those do.
     *
     * @param statements how many have to show themselves at least, the call not counted
     */
    public void checkInside(String sql, Map<String, Object> parameters, int statements) {
        for (String mode : MODES) {
            Map<String, Plan> inside = Plan.inside(database, mode, sql, parameters);
            assertThat(inside).as("and the call").hasSizeGreaterThan(statements);
            inside.forEach((statement, plan) ->
                    check(statement, plan, CALL.matcher(statement).find() ? pages * inside.size() : pages));
        }
    }

    private void check(String statement, Plan plan, long most) {
        assertThat(plan.sequentialScans())
                .filteredOn(table -> !small.contains(table))
                .as("%s: %s", statement, plan)
                .isEmpty();
        assertThat(plan.rows()).as("rows of %s: %s", statement, plan).isLessThanOrEqualTo(rows);
        assertThat(plan.buffers()).as("pages of %s: %s", statement, plan).isLessThanOrEqualTo(most);
    }
}
