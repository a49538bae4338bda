package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.testing.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@QueueTest
class QueueMetricsTest {

    private static final Path DASHBOARD = Path.of("helm/trainyard/dashboards/trainyard.json");

    @LocalServerPort
    private int port;

    @Autowired
    private QueueTest.Bench bench;

    @Autowired
    private QueueMetrics metrics;

    @Test
    void countsWhatWaitsAndWhatRuns() {
        metrics.look();
        QueueMetrics.Seen before = metrics.at(System.nanoTime());
        String label = QueueTest.Bench.newLabel();
        bench.submit(label, "");
        bench.submit(label, "");
        bench.claim(label, "wrk_metrics");

        metrics.look();

        QueueMetrics.Seen after = metrics.at(System.nanoTime());
        assertThat(after.depth("job", "queued") - before.depth("job", "queued")).isEqualTo(1);
        assertThat(after.depth("job", "running") - before.depth("job", "running"))
                .isEqualTo(1);
        assertThat(after.oldest("job")).isPositive();
    }

    @Test
    void doesNotPassOffOldMeasuresAsNew() {
        metrics.look();
        QueueMetrics.Seen late = metrics.at(System.nanoTime() + QueueMetrics.VALID.toNanos());

        assertThat(late.depth("job", "queued")).isNaN();
        assertThat(late.oldest("reading")).isNaN();
        assertThat(late.slots()).isNaN();
    }

    @Test
    void servesEveryMeasureThatTheDashboardShows() throws IOException {
        Http http = new Http(port);
        http.get("/api/v1/jobs");
        String served = http.get("/actuator/prometheus").text();
        Set<String> shown = new TreeSet<>();
        Json.mapper()
                .readTree(Files.readString(DASHBOARD))
                .findValuesAsString("expr")
                .forEach(expression -> Pattern.compile("\\b[a-z]+(_[a-z]+)+\\b(?!\\()")
                        .matcher(expression)
                        .results()
                        .forEach(found -> shown.add(found.group())));

        assertThat(shown)
                .contains("trainyard_queue_depth", "trainyard_jobs_recovered_total")
                .allSatisfy(name -> assertThat(served).containsPattern("(?m)^" + name + "[{ ]"));
    }
}
