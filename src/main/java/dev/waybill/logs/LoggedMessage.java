package dev.waybill.logs;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message on one line, as its author wrote it. A message that its author wrote in several lines keeps them. Each line
 * but the first is indented, so that none passes for an entry of its own.
 */
public final class LoggedMessage extends ClassicConverter {

    /**
     * The report of a failed start, which is not indented. The report ends the log, and concerns only the operator's
     * own settings and routes.
     */
    private static final String REPORT = "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";

    @Override
    public String convert(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        if (message == null) {
            return "null";
        }
        return hasLines(event.getMessage())
                ? lines(message, REPORT.equals(event.getLoggerName()) ? "" : "    ")
                : OnOneLine.of(message);
    }

    private static boolean hasLines(String template) {
        return template.indexOf('\n') >= 0;
    }

    private static String lines(String message, String indent) {
        return Stream.of(message.split("\\R", -1))
                .map(OnOneLine::of)
                .collect(Collectors.joining(System.lineSeparator() + indent));
    }
}
