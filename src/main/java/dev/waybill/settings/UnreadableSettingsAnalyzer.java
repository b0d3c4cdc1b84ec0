package dev.waybill.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Ends a start whose settings are no YAML with the place and the problem, without a stack trace. */
public class UnreadableSettingsAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MarkedYAMLException cause) {
        return new FailureAnalysis(sentence(cause), null, rootFailure);
    }

    /** Returns the place and the problem. The parser knows no name of the file. */
    public static String sentence(MarkedYAMLException cause) {
        Mark mark = cause.getProblemMark();
        return "application.yaml, or another file of settings, is no YAML%s: %s%s."
                .formatted(
                        mark == null
                                ? ""
                                : " at line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1),
                        cause.getContext() == null ? "" : cause.getContext() + ", ",
                        cause.getProblem());
    }
}
