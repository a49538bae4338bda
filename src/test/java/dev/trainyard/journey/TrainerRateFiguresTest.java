package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many small jobs go through in a second where each has a trainer process of its own. */
@Tag("figures")
class TrainerRateFiguresTest {

    private static final int JOBS = Integer.getInteger("trainyard.jobs", 60);
    private static final int SLOTS = Integer.getInteger("trainyard.slots", 2);

    @TempDir
    private Path data;

    @Test
    void carriesJobsThroughTrainerProcessesOnce() throws IOException {
        try (ServiceProcess service = ServiceProcess.start(data, "--trainyard.worker.slots=" + SLOTS)) {
            Http http = service.http();
            String dataset = http.sample("circle", Map.of("rows", 200)).at("/id");
            http.succeeded(submit(http, dataset)); // the first one unpacks and warms
            List<Http.Answer> accepted = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                accepted.add(submit(http, dataset));
            }
            List<Http.Answer> jobs = accepted.stream().map(http::succeeded).toList();
            Instant begin =
                    times(jobs, "/startedAt").min(Comparator.naturalOrder()).orElseThrow();
            Instant end =
                    times(jobs, "/finishedAt").max(Comparator.naturalOrder()).orElseThrow();
            double seconds = Duration.between(begin, end).toMillis() / 1e3;
            System.out.printf(
                    "%d jobs, each in a trainer process of its own, %d at a time, in %.1f s: %.2f a second%n",
                    JOBS, SLOTS, seconds, JOBS / seconds);
            assertThat(jobs).allSatisfy(job -> assertThat(job.at("/attempt")).isEqualTo("1"));
            assertThat(jobs.stream().map(job -> job.at("/result/version")).distinct())
                    .as("each made a version of its own")
                    .hasSize(JOBS);
        }
    }

    private static Stream<Instant> times(List<Http.Answer> jobs, String of) {
        return jobs.stream().map(job -> Instant.parse(job.at(of)));
    }

    private static Http.Answer submit(Http http, String dataset) {
        return http.post("/api/v1/jobs", """
                {"name":"small","datasetId":"%s","definition":{"kind":"sequential","layers":[
                   {"type":"dense","units":4,"activation":"tanh"},{"type":"dense"}]},
                 "training":{"epochs":5}}
                """.formatted(dataset));
    }
}
