package dev.waybill.mechanism;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** PostgreSQL's real work for a statement: EXPLAIN (ANALYZE, BUFFERS), in a transaction that is rolled back. */
public final class Plan {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z]\\w*)", Pattern.CASE_INSENSITIVE);

    private static final String TELL_PLANS = """
        LOAD 'auto_explain';
        SET LOCAL auto_explain.log_min_duration = 0;
        SET LOCAL auto_explain.log_nested_statements = on;
        SET LOCAL auto_explain.log_analyze = on;
        SET LOCAL auto_explain.log_buffers = on;
        SET LOCAL auto_explain.log_format = json;
        SET LOCAL auto_explain.log_level = notice\
        """;

    private final JsonNode root;

    private Plan(JsonNode root) {
        this.root = root;
    }

    /** @param mode {@code force_generic_plan}, as after some executions of a statement, or {@code force_custom_plan} */
    public static Plan of(DataSource database, String mode, String sql, Map<String, Object> parameters) {
        return executed(database, mode, sql, parameters, (jdbc, execute) -> {
            String json = jdbc.queryForObject("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + execute, String.class);
            return new Plan(new ObjectMapper().readTree(json).get(0).get("Plan"));
        });
    }

    /** PostgreSQL's work for each statement inside the functions that this one calls, by its text. */
    public static Map<String, Plan> inside(
            DataSource database, String mode, String sql, Map<String, Object> parameters) {
        return executed(database, mode, sql, parameters, (jdbc, execute) -> {
            jdbc.execute(TELL_PLANS);
            return jdbc.execute((Statement statement) -> {
                statement.execute(execute);
                return told(statement.getWarnings());
            });
        });
    }

    private static Map<String, Plan> told(SQLWarning warning) {
        Map<String, Plan> plans = new LinkedHashMap<>();
        for (SQLWarning next = warning; next != null; next = next.getNextWarning()) {
            int json = next.getMessage().indexOf('{');
            try {
                JsonNode told = new ObjectMapper().readTree(next.getMessage().substring(json));
                plans.put(plans.size() + ": " + told.get("Query Text").asText(), new Plan(told.get("Plan")));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
        return plans;
    }

    private interface Execute<T> {
        T run(JdbcTemplate jdbc, String execute) throws JsonProcessingException;
    }

    private static <T> T executed(
            DataSource database, String mode, String sql, Map<String, Object> parameters, Execute<T> run) {
        Map<String, Integer> places = new LinkedHashMap<>();
        String numbered = PARAMETER
                .matcher(sql)
                .replaceAll(match -> "\\$" + places.computeIfAbsent(match.group(1), name -> places.size() + 1));
        String types =
                places.keySet().stream().map(name -> type(parameters.get(name))).collect(Collectors.joining(","));
        String values = places.keySet().stream()
                .map(name -> literal(parameters.get(name)))
                .collect(Collectors.joining(","));
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            jdbc.execute("SET LOCAL plan_cache_mode = " + mode);
            jdbc.execute("PREPARE hot " + inBrackets(types) + " AS " + numbered);
            T result = run.run(jdbc, "EXECUTE hot " + inBrackets(values));
            jdbc.execute("DEALLOCATE hot");
            connection.rollback();
            return result;
        } catch (java.sql.SQLException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tables that were read from end to end, but for those that never have more than a handful of rows. */
    public List<String> sequentialScans() {
        return nodes(root)
                .filter(node -> node.path("Node Type").asText().equals("Seq Scan"))
                .map(node -> node.path("Relation Name").asText())
                .filter(table -> !List.of("node", "outbox_pause", "outbox_circuit", "inbox_slot")
                        .contains(table))
                .toList();
    }

    /** Rows that were looked at, whether or not they were wanted: what the leaves read and what any node threw away. */
    public long rows() {
        return Math.round(nodes(root).mapToDouble(Plan::looked).sum());
    }

    private static double looked(JsonNode node) {
        double rows = node.has("Plans") ? 0 : node.path("Actual Rows").asDouble();
        for (String removed : List.of("Filter", "Join Filter", "Index Recheck")) {
            rows += node.path("Rows Removed by " + removed).asDouble();
        }
        return rows * node.path("Actual Loops").asDouble();
    }

    /** Pages of 8 KiB that were touched. */
    public long buffers() {
        return root.path("Shared Hit Blocks").asLong()
                + root.path("Shared Read Blocks").asLong();
    }

    @Override
    public String toString() {
        return root.toPrettyString();
    }

    private static Stream<JsonNode> nodes(JsonNode node) {
        List<JsonNode> inner = new ArrayList<>();
        node.path("Plans").forEach(inner::add);
        return Stream.concat(Stream.of(node), inner.stream().flatMap(Plan::nodes));
    }

    private static String inBrackets(String list) {
        return list.isEmpty() ? "" : "(" + list + ")";
    }

    private static String type(Object value) {
        return switch (value) {
            case Object[] array -> type(array.getClass().getComponentType()) + "[]";
            default -> type(value.getClass());
        };
    }

    private static String type(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String" -> "text";
            case "Integer" -> "int";
            case "Long" -> "bigint";
            case "Double" -> "float8";
            case "Boolean" -> "boolean";
            case "byte[]" -> "bytea";
            default -> throw new IllegalArgumentException(type.getName());
        };
    }

    private static String literal(Object value) {
        return switch (value) {
            case null -> "NULL";
            case Object[] array ->
                Stream.of(array).map(Plan::literal).collect(Collectors.joining(",", "ARRAY[", "]::" + type(array)));
            case byte[] bytes -> "'\\x" + HexFormat.of().formatHex(bytes) + "'";
            case String text -> "'" + text + "'";
            default -> String.valueOf(value);
        };
    }
}
