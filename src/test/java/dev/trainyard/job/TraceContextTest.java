package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.job.QueueTest.Bench;
import dev.trainyard.json.Json;
import dev.trainyard.testing.Http;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@QueueTest
class TraceContextTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @LocalServerPort
    int port;

    @Autowired
    JobQueue queue;

    private final String label = Bench.newLabel();

    @Test
    void takesTheCallersTraceThroughTheQueue() {
        submit("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(TRACE));
        String traceparent = queue.claim("w", Set.of(label), 0).orElseThrow().traceparent();
        assertThat(traceparent).matches("00-" + TRACE + "-[0-9a-f]{16}-01").doesNotContain("00f067aa0ba902b7");
        try (TraceContext.Scope ignored = TraceContext.goOn(traceparent, "job_1")) {
            assertThat(MDC.get("traceId")).isEqualTo(TRACE);
            assertThat(MDC.get("jobId")).isEqualTo("job_1");
        }
        assertThat(MDC.get("traceId")).isNull();
    }

    @Test
    void goesOnInThreadsOfTheSameWork() throws InterruptedException {
        AtomicReference<String> seen = new AtomicReference<>();
        try (TraceContext.Scope ignored = TraceContext.goOn(null, "job_1")) {
            Thread other = new Thread(TraceContext.handOn(() -> seen.set(MDC.get("jobId"))));
            other.start();
            other.join();
        }
        assertThat(seen).hasValue("job_1");
    }

    @Test
    void beginsATraceWhereTheCallerHasNoneThatIsWellFormed() {
        submit("traceparent", "00-%s-0000000000000000-01".formatted(TRACE));
        assertThat(queue.claim("w", Set.of(label), 0).orElseThrow().traceparent())
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContain(TRACE);
    }

    private void submit(String... headers) {
        Http.Answer accepted =
                new Http(port).post("/api/v1/jobs", Json.mapper().readTree("""
                        {"name":"traced","datasetId":"ds_1","resources":{"labels":["%s"]},
                         "definition":{"kind":"sequential","layers":[{"type":"dense"}]}}
                        """.formatted(label)), headers);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    }
}
