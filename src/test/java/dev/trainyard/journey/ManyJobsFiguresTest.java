package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service that works all day takes of memory. */
@Tag("figures")
class ManyJobsFiguresTest {

    private static final int JOBS = Integer.getInteger("trainyard.figures.jobs", 100);
    private static final int FIRST = Math.max(1, JOBS / 5);

    @TempDir
    private Path data;

    @Test
    void aHundredJobsLeaveTheServiceAsLargeAsItWas() throws IOException {
        try (ServiceProcess service = ServiceProcess.start(data)) {
            Http http = service.http();
            String dataset = http.sample("circle", Map.of("rows", 200)).at("/id");
            for (int job = 0; job < FIRST; job++) {
                train(http, dataset);
            }
            long before = service.residentMegabytes();
            for (int job = 0; job < JOBS; job++) {
                train(http, dataset);
            }
            long after = service.residentMegabytes();
            System.out.printf(
                    "resident memory of the service after %d jobs: %d MB, after %d more: %d MB (%+.1f %%)%n",
                    FIRST, before, JOBS, after, 100.0 * (after - before) / before);
            assertThat(after).as("MB after %d more jobs", JOBS).isLessThanOrEqualTo(Math.round(1.05 * before));
        }
    }

    private static void train(Http http, String dataset) {
        http.trained("""
                        {"name":"daily","datasetId":"%s","definition":{"kind":"sequential","layers":[
                           {"type":"dense","units":4,"activation":"tanh"},{"type":"dense"}]},
                         "training":{"epochs":5}}
                        """.formatted(dataset));
    }
}
