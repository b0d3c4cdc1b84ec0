package dev.waybill.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.routes.Finding;
import java.util.List;
import java.util.Locale;

/** Writes findings as SARIF 2.1.0, which code reviews show beside the lines. */
final class FindingsAsSarif {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private FindingsAsSarif() {}

    static String of(List<Finding> findings) {
        ObjectNode log = JSON.createObjectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ArrayNode rules =
                run.putObject("tool").putObject("driver").put("name", "Waybill").putArray("rules");
        findings.stream()
                .map(Finding::rule)
                .distinct()
                .sorted()
                .forEach(rule -> rules.addObject().put("id", rule));
        ArrayNode results = run.putArray("results");
        findings.forEach(each -> result(results.addObject(), each));
        return log.toPrettyString();
    }

    private static void result(ObjectNode result, Finding finding) {
        result.put("ruleId", finding.rule())
                .put("level", finding.severity().name().toLowerCase(Locale.ROOT))
                .putObject("message")
                .put("text", finding.message());
        if (finding.file() == null) {
            return;
        }
        ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", finding.file());
        if (finding.line() > 0) {
            ObjectNode region = place.putObject("region").put("startLine", finding.line());
            if (finding.column() > 0) {
                region.put("startColumn", finding.column());
            }
        }
    }
}
