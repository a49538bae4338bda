package dev.trainyard.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Collector;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class SpansTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final TraceParent caller = TraceParent.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .orElseThrow();

    @Test
    void arriveAtTheCollectorWithTheIdsThatTheyHaveInTheLogs() throws IOException {
        try (Collector collector = new Collector()) {
            Spans spans = spans(collector.endpoint() + "/");
            TraceParent own = caller.next();
            spans.tell(span("POST /api/v1/jobs", own, caller.span(), true, null));
            spans.tell(span("job.run", own.next(), own.span(), false, "the job failed"));
            spans.destroy();

            Collector.Collected request = collector.named("POST /api/v1/jobs");
            assertThat(request.trace()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(request.id()).isEqualTo(own.span());
            assertThat(request.parent()).isEqualTo("00f067aa0ba902b7");
            assertThat(request.endNanos() - request.beginNanos()).isEqualTo(2_000_000_000L);
            assertThat(request.attributes()).containsEntry("color", "red");
            assertThat(request.failed()).isFalse();
            Collector.Collected run = collector.named("job.run");
            assertThat(run.trace()).isEqualTo(request.trace());
            assertThat(run.parent()).isEqualTo(request.id());
            assertThat(run.failed()).isTrue();
            assertThat(collector.authorizations()).containsOnly("Bearer a b");
        }
    }

    @Test
    void stayHereWhenTheCallersTraceIsNotWanted() throws IOException {
        try (Collector collector = new Collector()) {
            Spans spans = spans(collector.endpoint());
            TraceParent unwanted = TraceParent.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")
                    .orElseThrow();
            spans.tell(span("job.run", unwanted.next(), unwanted.span(), false, null));
            spans.destroy();
            assertThat(collector.spans()).isEmpty();
        }
    }

    @Test
    void areNotExportedWhereNoCollectorIsNamed() {
        Spans spans = new Spans(new MockEnvironment());
        spans.tell(span("job.run", caller.next(), null, false, null));
        assertThat(spans.areExported()).isFalse();
    }

    @Test
    void goOnWithAWellFormedHeaderOnly() {
        assertThat(TraceParent.of(caller.header())).contains(caller);
        assertThat(TraceParent.of(null)).isEmpty();
        assertThat(TraceParent.of("00-00000000000000000000000000000000-00f067aa0ba902b7-01"))
                .isEmpty();
        assertThat(TraceParent.of("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"))
                .isEmpty();
    }

    private static Spans spans(String endpoint) {
        return new Spans(new MockEnvironment()
                .withProperty("otel.exporter.otlp.endpoint", endpoint)
                .withProperty("otel.exporter.otlp.headers", "Authorization=Bearer%20a%20b"));
    }

    private static Span span(
            String name, TraceParent at, @Nullable String parent, boolean served, @Nullable String failure) {
        return new Span(name, at, parent, served, NOON, NOON.plusSeconds(2), Map.of("color", "red"), failure);
    }
}
