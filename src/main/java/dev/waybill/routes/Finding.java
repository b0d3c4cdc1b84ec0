package dev.waybill.routes;

import java.util.Comparator;
import org.apache.camel.NamedNode;
import org.jspecify.annotations.Nullable;

/**
 * One mistake in a bundle.
 *
 * @param file the file as the engineer knows it; null if no single file is meant
 * @param line the line in that file, from 1; 0 if it is not known
 * @param column the column in that line, from 1; 0 if it is not known
 * @param rule the name of the rule that found it, such as {@code known-options}; the same in every release
 * @param routeId the route's id; empty if no single route is meant
 * @param sentence the mistake in words
 * @param hint the name that was probably meant; null if none is near
 */
public record Finding(
        @Nullable String file,
        int line,
        int column,
        String rule,
        Severity severity,
        String routeId,
        String sentence,
        @Nullable String hint) {

    /** The weight of a finding. */
    public enum Severity {
        /** Stops a start and a publication. */
        ERROR,
        /** Is told, and stops nothing. */
        WARNING
    }

    public static final Comparator<Finding> BY_PLACE = Comparator.comparing(Finding::place)
            .thenComparing(Finding::line)
            .thenComparing(Finding::column)
            .thenComparing(Finding::sentence);

    /** Makes an error of a whole line. */
    public Finding(@Nullable String file, int line, String routeId, String sentence) {
        this(file, line, 0, "", Severity.ERROR, routeId, sentence, null);
    }

    static Finding of(RouteStep step, String sentence) {
        NamedNode node = step.place();
        return new Finding(
                SourceFile.name(node.getLocation()), Math.max(node.getLineNumber(), 0), step.routeId(), sentence);
    }

    public Finding at(int betterLine, int betterColumn) {
        return new Finding(file, betterLine, betterColumn, rule, severity, routeId, sentence, hint);
    }

    public Finding by(String itsRule) {
        return new Finding(file, line, column, itsRule, severity, routeId, sentence, hint);
    }

    public Finding meaning(@Nullable String near) {
        return new Finding(file, line, column, rule, severity, routeId, sentence, near);
    }

    public Finding asWarning() {
        return new Finding(file, line, column, rule, Severity.WARNING, routeId, sentence, hint);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    private String place() {
        return file == null ? "" : file;
    }

    /** Returns the sentence and the name that was probably meant. */
    public String message() {
        return hint == null ? sentence : "%s; did you mean %s?".formatted(sentence, hint);
    }

    /** Formats it as editors understand it: {@code routes/erp.camel.yaml:23:9: what is wrong}. */
    @Override
    public String toString() {
        if (file == null) {
            return message();
        }
        if (line == 0) {
            return "%s: %s".formatted(file, message());
        }
        return column == 0
                ? "%s:%d: %s".formatted(file, line, message())
                : "%s:%d:%d: %s".formatted(file, line, column, message());
    }
}
