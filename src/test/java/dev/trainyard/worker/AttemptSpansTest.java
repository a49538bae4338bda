package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.job.Claim;
import dev.trainyard.job.JobState;
import dev.trainyard.job.Phase;
import dev.trainyard.job.Running;
import dev.trainyard.testing.Collector;
import dev.trainyard.testing.Collector.Collected;
import dev.trainyard.trace.Spans;
import dev.trainyard.trace.TraceParent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class AttemptSpansTest {

    private static final Instant QUEUED = Instant.parse("2026-11-27T12:00:00Z");
    private static final TraceParent CREATOR = TraceParent.begin();

    private static final Claim CLAIM = new Claim(
            new Running("job_1", 2, "wrk_1"),
            "default",
            "{}",
            Optional.empty(),
            Optional.empty(),
            null,
            CREATOR.header(),
            QUEUED,
            QUEUED.plusSeconds(3));

    @Test
    void goOnWithTheTraceOfTheRequestThatMadeTheJob() throws IOException {
        try (Collector collector = new Collector()) {
            Spans exported =
                    new Spans(new MockEnvironment().withProperty("otel.exporter.otlp.endpoint", collector.endpoint()));
            String traceparent;
            try (AttemptSpans spans = new AttemptSpans(exported, CLAIM)) {
                traceparent = spans.traceparent();
                spans.entered(Phase.TRAINING);
                spans.entered(Phase.PUBLISHING);
                spans.ended(JobState.SUCCEEDED);
            }
            exported.destroy();

            assertThat(collector.spans())
                    .extracting(Collected::name)
                    .containsExactly("job.queued", "job.preparing", "job.training", "job.publishing", "job.run");
            assertThat(collector.spans()).extracting(Collected::trace).containsOnly(CREATOR.trace());
            Collected queued = collector.named("job.queued");
            assertThat(queued.parent()).isEqualTo(CREATOR.span());
            assertThat(queued.endNanos() - queued.beginNanos()).isEqualTo(3_000_000_000L);
            Collected run = collector.named("job.run");
            assertThat(run.parent()).isEqualTo(CREATOR.span());
            assertThat(run.failed()).isFalse();
            assertThat(run.attributes())
                    .containsEntry("trainyard.job.id", "job_1")
                    .containsEntry("trainyard.job.attempt", "2")
                    .containsEntry("trainyard.job.state", "succeeded");
            assertThat(traceparent).as("what its logs say").isEqualTo("00-%s-%s-01".formatted(run.trace(), run.id()));
            for (String phase : List.of("job.preparing", "job.training", "job.publishing")) {
                assertThat(collector.named(phase).parent()).isEqualTo(run.id());
            }
        }
    }

    @Test
    void sayThatAnAttemptBrokeOff() throws IOException {
        try (Collector collector = new Collector()) {
            Spans exported =
                    new Spans(new MockEnvironment().withProperty("otel.exporter.otlp.endpoint", collector.endpoint()));
            new AttemptSpans(exported, CLAIM).close();
            exported.destroy();
            assertThat(collector.named("job.run").failed()).isTrue();
        }
    }

    @Test
    void leaveTheTraceAsItIsWhereNobodyCollects() {
        try (AttemptSpans spans = new AttemptSpans(new Spans(new MockEnvironment()), CLAIM)) {
            spans.ended(JobState.SUCCEEDED);
            assertThat(spans.traceparent()).isEqualTo(CREATOR.header());
        }
    }
}
