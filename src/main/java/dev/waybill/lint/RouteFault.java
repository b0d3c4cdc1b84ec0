package dev.waybill.lint;

import static java.util.stream.Collectors.joining;

import dev.waybill.routes.Finding;
import java.util.List;

/** The routes as they are would lose, double or reorder events. It stops the start, which then ends with the findings alone. */
public class RouteFault extends RuntimeException {

    private final transient List<Finding> findings;

    public RouteFault(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(joining("\n")));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
