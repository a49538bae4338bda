package dev.trainyard.trace;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Passes spans on to a collector (OTLP over HTTP), when one is named as OpenTelemetry has it:
 * {@code OTEL_EXPORTER_OTLP_ENDPOINT}, or {@code OTEL_EXPORTER_OTLP_TRACES_ENDPOINT} with the whole path. Without one nothing
 * of OpenTelemetry is even loaded.
 */
@Component
public class Spans implements DisposableBean {

    private final @Nullable OtlpExport export;

    public Spans(Environment settings) {
        String endpoint = endpoint(settings);
        this.export = endpoint == null
                ? null
                : new OtlpExport(
                        endpoint,
                        settings.getProperty("otel.exporter.otlp.headers", ""),
                        settings.getProperty("otel.service.name", "trainyard"));
    }

    private static @Nullable String endpoint(Environment settings) {
        String traces = settings.getProperty("otel.exporter.otlp.traces.endpoint", "");
        String all = settings.getProperty("otel.exporter.otlp.endpoint", "");
        if (!traces.isBlank()) {
            return traces;
        }
        return all.isBlank() ? null : all.replaceAll("/+$", "") + "/v1/traces";
    }

    /** Whether anybody collects them. */
    public boolean areExported() {
        return export != null;
    }

    /** Exports a span in a while, if its trace is wanted; waits for nothing. */
    public void tell(Span span) {
        if (export != null && span.at().sampled()) {
            export.tell(span);
        }
    }

    /** What was told goes out first. */
    @Override
    public void destroy() {
        if (export != null) {
            export.close();
        }
    }
}
