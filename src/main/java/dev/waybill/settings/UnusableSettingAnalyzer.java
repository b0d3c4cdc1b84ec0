package dev.waybill.settings;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Ends a start over a setting of the wrong kind or size, such as a port that is no number. The message is a sentence
 * that names the setting as the operator wrote it. Comes after {@link BadSettingAnalyzer} and before Spring's own
 * analyzer.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class UnusableSettingAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        return new FailureAnalysis(String.join("\n", SettingFaults.sentences(cause)), null, rootFailure);
    }
}
