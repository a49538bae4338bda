package dev.trainyard.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends spans with the ids that they have in the logs; in batches, each second. */
final class OtlpExport implements AutoCloseable {

    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final long SECONDS_TO_CLOSE = 5;

    private final ThreadLocal<@Nullable TraceParent> next = new ThreadLocal<>();
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** @param headers as OpenTelemetry writes them: {@code name=value,…}, percent-encoded */
    OtlpExport(String endpoint, String headers, String service) {
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint);
        for (String header : headers.split(",")) {
            String[] parts = header.split("=", 2);
            if (parts.length == 2) {
                exporter.addHeader(parts[0].strip(), URLDecoder.decode(parts[1].strip(), StandardCharsets.UTF_8));
            }
        }
        this.provider = SdkTracerProvider.builder()
                .setIdGenerator(new GivenIds())
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setScheduleDelay(DELAY)
                        .build())
                .build();
        this.tracer = provider.get("dev.trainyard");
    }

    void tell(Span span) {
        next.set(span.at());
        try {
            SpanBuilder builder = tracer.spanBuilder(span.name())
                    .setParent(parent(span))
                    .setSpanKind(span.served() ? SpanKind.SERVER : SpanKind.INTERNAL)
                    .setStartTimestamp(span.begin());
            span.attributes().forEach(builder::setAttribute);
            io.opentelemetry.api.trace.Span made = builder.startSpan();
            if (span.failure() != null) {
                made.setStatus(StatusCode.ERROR, span.failure());
            }
            made.end(span.end());
        } finally {
            next.remove();
        }
    }

    private static Context parent(Span span) {
        if (span.parent() == null) {
            return Context.root();
        }
        return Context.root()
                .with(io.opentelemetry.api.trace.Span.wrap(SpanContext.createFromRemoteParent(
                        span.at().trace(), span.parent(), TraceFlags.getSampled(), TraceState.getDefault())));
    }

    @Override
    public void close() {
        provider.shutdown().join(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
    }

    /** Those of the span that this thread is about to tell. */
    private final class GivenIds implements IdGenerator {

        @Override
        public String generateSpanId() {
            TraceParent given = next.get();
            return given == null ? IdGenerator.random().generateSpanId() : given.span();
        }

        @Override
        public String generateTraceId() {
            TraceParent given = next.get();
            return given == null ? IdGenerator.random().generateTraceId() : given.trace();
        }
    }
}
