package dev.waybill.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("changes how all tests log")
class KeepLogLinesTest {

    /** A line end, a forged entry, in red, and what turns text round. */
    private static final String FORGED = "x\n2026-01-01 ERROR FORGED \u001b[31m \r\t\u0085\u2028\u202e\u2066 y";

    private static final String WRITTEN_OUT =
            "x\\n2026-01-01 ERROR FORGED \\u001b[31m \\r\\t\\u0085\\u2028\\u202e\\u2066 y";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Logger log = logger("%p %m%n%ex");

    @Test
    void text_of_others_stays_on_the_line_of_its_entry() {
        log.info("The order {} came", FORGED);
        log.info("The order " + FORGED.replace("\n", "\r") + " came");
        assertThat(lines())
                .containsExactly(
                        "INFO The order %s came".formatted(WRITTEN_OUT),
                        "INFO The order %s came".formatted(WRITTEN_OUT.replace("\\n", "\\r")));
    }

    @Test
    void letters_of_all_scripts_and_emoji_stay_as_they_are() {
        log.info("{}", "Bücher 𠮷 😀 שלום naïve");
        assertThat(lines()).containsExactly("INFO Bücher 𠮷 😀 שלום naïve");
    }

    @Test
    void an_entry_that_is_written_in_lines_keeps_them_indented() {
        log.info("A report:\n\n{}\n2026-01-01 ERROR not an entry", "\u001b[31mred");
        assertThat(lines())
                .containsExactly("INFO A report:", "    ", "    \\u001b[31mred", "    2026-01-01 ERROR not an entry");
    }

    @Test
    void a_stack_trace_keeps_its_lines_and_each_message_stays_on_one() {
        var failure = new IllegalStateException(FORGED, new IllegalArgumentException(FORGED));
        failure.addSuppressed(new IllegalArgumentException(FORGED));
        log.warn("It failed", failure);
        assertThat(lines())
                .contains("java.lang.IllegalStateException: " + WRITTEN_OUT)
                .contains("Caused by: java.lang.IllegalArgumentException: " + WRITTEN_OUT)
                .contains("\tSuppressed: java.lang.IllegalArgumentException: " + WRITTEN_OUT)
                .anyMatch(line -> line.startsWith("\tat dev.waybill.logs.KeepLogLinesTest"))
                .noneMatch(line -> line.startsWith("2026"));
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Logger logger(String pattern) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(written);
        appender.start();
        Logger logger = context.getLogger("test");
        logger.addAppender(appender);
        KeepLogLines.keepLines(context);
        return logger;
    }
}
