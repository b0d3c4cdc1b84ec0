package dev.waybill.lint;

import static java.util.stream.Collectors.joining;

import dev.waybill.routes.Finding;
import java.util.List;

/** Stops a start whose routes would lose, duplicate or reorder events. The start then ends with the findings alone. */
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
