package dev.waybill.logs;

import static ch.qos.logback.core.CoreConstants.PATTERN_RULE_REGISTRY_FOR_SUPPLIERS;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.pattern.DynamicConverter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Keeps text from outside from starting a log line of its own. A signed order id, a header or an answer of the ERP may
 * hold line ends and escape sequences. Applies to every log with a pattern, Spring Boot's own or an operator's.
 */
class KeepLogLines implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final List<String> MESSAGE = List.of("m", "msg", "message");
    private static final List<String> THROWABLE =
            List.of("ex", "exception", "throwable", "xEx", "xException", "xThrowable", "wEx", "wex");

    /** Runs as soon as the log is set up; no text from outside is logged before. */
    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            keepLines(context);
        }
    }

    static void keepLines(LoggerContext context) {
        Map<String, Supplier<DynamicConverter<?>>> rules = rules(context);
        MESSAGE.forEach(word -> rules.put(word, LoggedMessage::new));
        THROWABLE.forEach(word -> rules.put(word, LoggedThrowable::new));
        for (Logger logger : context.getLoggerList()) {
            logger.iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof OutputStreamAppender<ILoggingEvent> stream
                        && stream.getEncoder() instanceof PatternLayoutEncoder encoder) {
                    encoder.stop();
                    encoder.start(); // builds its layout again, by the rules above
                }
            });
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Supplier<DynamicConverter<?>>> rules(LoggerContext context) {
        var rules = (Map<String, Supplier<DynamicConverter<?>>>) context.getObject(PATTERN_RULE_REGISTRY_FOR_SUPPLIERS);
        if (rules == null) {
            rules = new HashMap<>();
            context.putObject(PATTERN_RULE_REGISTRY_FOR_SUPPLIERS, rules);
        }
        return rules;
    }
}
