package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.job.QueueTest.Bench;
import dev.trainyard.testing.ForTheDefaultTenant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who gets which job. */
@QueueTest
class JobQueueTest {

    @Autowired
    Bench bench;

    @Autowired
    JobQueue queue;

    @Autowired
    TrainingJobs jobs;

    @Autowired
    JobControl control;

    private final String label = Bench.newLabel();

    @Test
    void givesEveryJobToExactlyOneOfManyWorkers() throws Exception {
        Set<String> submitted = new HashSet<>();
        for (int i = 0; i < 120; i++) {
            submitted.add(bench.submit(label, ""));
        }
        ExecutorService workers = Executors.newFixedThreadPool(8, ForTheDefaultTenant::thread);
        List<Future<List<String>>> claims = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String worker = "w" + i;
            claims.add(workers.submit(() -> claimAll(worker)));
        }
        List<String> claimed = new ArrayList<>();
        for (Future<List<String>> each : claims) {
            claimed.addAll(each.get(5, TimeUnit.MINUTES));
        }
        workers.shutdown();
        assertThat(claimed).hasSize(120).containsExactlyInAnyOrderElementsOf(submitted);
    }

    private List<String> claimAll(String worker) {
        List<String> claimed = new ArrayList<>();
        for (Optional<Claim> claim = queue.claim(worker, Set.of(label), 0);
                claim.isPresent();
                claim = queue.claim(worker, Set.of(label), 0)) {
            claimed.add(claim.get().running().jobId());
        }
        return claimed;
    }

    @Test
    void takesHigherPriorityFirstAndThenTheOldest() {
        String first = bench.submit(label, "");
        String second = bench.submit(label, "");
        String urgent = bench.submit(label, "\"priority\":5");
        assertThat(List.of(next(), next(), next())).containsExactly(urgent, first, second);
    }

    @Test
    void movesAJobForwardWhenItsPriorityRises() {
        bench.submit(label, "");
        String later = bench.submit(label, "");
        control.setPriority(later, 7);
        assertThat(next()).isEqualTo(later);
    }

    private String next() {
        return bench.claim(label, "w").jobId();
    }

    @Test
    void givesAJobOnlyToAWorkerWithAllItsLabels() {
        bench.submit(label, "");
        assertThat(queue.claim("w", Set.of(), 0)).isEmpty();
        assertThat(queue.claim("w", Set.of("other"), 0)).isEmpty();
        assertThat(queue.claim("w", Set.of("other", label), 0)).isPresent();
    }

    @Test
    void neverGivesAGpuJobToAWorkerWithoutOne() {
        String json = "\"resources\":{\"device\":\"gpu\",\"labels\":[\"%s\"]}".formatted(label);
        var spec = SampleJobs.spec(json);
        String id = queue.enqueue(spec, SampleJobs.resolved(spec, SampleJobs.NOWHERE), null);
        assertThat(queue.claim("w", Set.of(label), 0)).isEmpty();
        assertThat(jobs.find(id).place().position()).isPositive();
        assertThat(queue.claim("w", Set.of(label), 1)).isPresent();
    }

    @Test
    void neverGivesAWorkerMoreGpuJobsThanItHasGpus() {
        String json = "\"resources\":{\"device\":\"gpu\",\"labels\":[\"%s\"]}".formatted(label);
        var spec = SampleJobs.spec(json);
        queue.enqueue(spec, SampleJobs.resolved(spec, SampleJobs.NOWHERE), null);
        queue.enqueue(spec, SampleJobs.resolved(spec, SampleJobs.NOWHERE), null);
        assertThat(queue.claim("one-gpu", Set.of(label), 1)).isPresent();
        assertThat(queue.claim("one-gpu", Set.of(label), 1)).isEmpty();
        assertThat(queue.claim("another", Set.of(label), 1)).isPresent();
    }
}
