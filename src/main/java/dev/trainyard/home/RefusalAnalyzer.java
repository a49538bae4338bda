package dev.trainyard.home;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints why the service will not start, in place of a stack trace. */
class RefusalAnalyzer extends AbstractFailureAnalyzer<RefusedToStart> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, RefusedToStart cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
