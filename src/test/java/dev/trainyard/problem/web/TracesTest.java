package dev.trainyard.problem.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Collector;
import dev.trainyard.testing.Collector.Collected;
import dev.trainyard.trace.Spans;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void tellsTheSpanOfARequestUnderTheIdsOfItsLog() throws Exception {
        try (Collector collector = new Collector()) {
            Spans spans =
                    new Spans(new MockEnvironment().withProperty("otel.exporter.otlp.endpoint", collector.endpoint()));
            Map<String, String> logged = filter(spans, "00-%s-00f067aa0ba902b7-01".formatted(TRACE));
            spans.destroy();

            Collected span = collector.named("POST /api/v1/jobs/{id}/cancel");
            assertThat(span.trace()).isEqualTo(TRACE).isEqualTo(logged.get("traceId"));
            assertThat(span.id()).isEqualTo(logged.get("spanId"));
            assertThat(span.parent()).isEqualTo("00f067aa0ba902b7");
            assertThat(span.kind()).as("server").isEqualTo(2);
            assertThat(span.attributes()).containsEntry("http.response.status_code", "503");
            assertThat(span.failed()).isTrue();
        }
    }

    @Test
    void keepsTheCallersWordThatATraceIsNotWanted() throws Exception {
        Map<String, String> logged =
                filter(new Spans(new MockEnvironment()), "00-%s-00f067aa0ba902b7-00".formatted(TRACE));
        assertThat(logged).containsEntry("traceId", TRACE).containsEntry("traceFlags", "00");
        assertThat(MDC.get("traceId")).isNull();
    }

    /** What the log of a request that fails knows. */
    private static Map<String, String> filter(Spans spans, String traceparent) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/jobs/job_1/cancel");
        request.addHeader("traceparent", traceparent);
        MockHttpServletResponse response = new MockHttpServletResponse();
        Map<String, String> logged = new HashMap<>();
        new Traces(spans).doFilter(request, response, (given, answer) -> {
            given.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/v1/jobs/{id}/cancel");
            response.setStatus(503);
            logged.putAll(MDC.getCopyOfContextMap());
        });
        return logged;
    }
}
