package dev.waybill.routes;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a finding as an object of JSON: {@code path, line, column, rule, severity, message, hint}. */
public final class FindingsAsJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FindingsAsJson() {}

    /** Returns an array of objects. */
    public static String of(List<Finding> findings) {
        return findings.stream().map(FindingsAsJson::of).collect(Collectors.joining(",", "[", "]"));
    }

    /** Returns the object on one line. A path, a line or a hint that is not known is null. */
    public static String of(Finding finding) {
        ObjectNode json = JSON.createObjectNode().put("path", finding.file());
        return json.put("line", finding.line() == 0 ? null : Integer.valueOf(finding.line()))
                .put("column", finding.column() == 0 ? null : Integer.valueOf(finding.column()))
                .put("rule", finding.rule())
                .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("message", finding.sentence())
                .put("hint", finding.hint())
                .toString();
    }
}
