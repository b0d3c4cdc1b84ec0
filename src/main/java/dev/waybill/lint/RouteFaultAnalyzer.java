package dev.waybill.lint;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start that a {@link RouteFault} stopped with its findings, without a stack trace. */
class RouteFaultAnalyzer extends AbstractFailureAnalyzer<RouteFault> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RouteFault cause) {
        return new FailureAnalysis(cause.getMessage(), null, rootFailure);
    }
}
