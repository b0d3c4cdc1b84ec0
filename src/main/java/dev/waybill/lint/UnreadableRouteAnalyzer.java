package dev.waybill.lint;

import dev.waybill.routes.SourceFile;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start that a route file stopped, being no YAML or no Camel, with file, line and problem alone. */
class UnreadableRouteAnalyzer extends AbstractFailureAnalyzer<MarkedYamlEngineException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MarkedYamlEngineException cause) {
        Mark mark = cause.getProblemMark().or(cause::getContextMark).orElse(null);
        return new FailureAnalysis(place(mark) + problem(cause), null, rootFailure);
    }

    private static String place(@Nullable Mark mark) {
        return mark == null ? "" : "%s:%d: ".formatted(SourceFile.name(mark.getName()), mark.getLine() + 1);
    }

    private static String problem(MarkedYamlEngineException cause) {
        return cause.getContext() == null
                ? cause.getProblem()
                : "%s: %s".formatted(cause.getContext(), cause.getProblem());
    }
}
