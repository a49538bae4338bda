package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.job.QueueTest.Bench;
import dev.trainyard.testing.ForTheDefaultTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a running job tells. */
@QueueTest
class JobEventsTest {

    @Autowired
    Bench bench;

    @Autowired
    RunningJobs running;

    @Autowired
    TrainingJobs jobs;

    @Autowired
    JobEvents events;

    private final String label = Bench.newLabel();

    @Test
    void numbersEventsWithoutAGapWhoeverWrites() throws Exception {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService writers = Executors.newFixedThreadPool(6, ForTheDefaultTenant::thread);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(writers.submit(() -> {
                together.await();
                for (int n = 0; n < 25; n++) {
                    running.append(claim, List.of(line(), line()));
                }
                return null;
            }));
        }
        together.countDown();
        for (Future<?> each : all) {
            each.get(5, TimeUnit.MINUTES);
        }
        writers.shutdown();
        assertThat(events.after(id, 0, 1000))
                .extracting(JobEvent::seq)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 302).mapToObj(Long::valueOf).toList());
    }

    private static NewEvent line() {
        return new NewEvent.Log("info", "a line");
    }

    @Test
    void showsEveryEpochAsItWasTrainedLast() {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        running.append(claim, List.of(epoch(0, 0.9), epoch(1, 0.8), epoch(2, 0.7), epoch(3, 0.6)));
        running.append(claim, List.of(epoch(2, 0.71)));
        assertThat(events.epochs(id)).extracting(JobEvents.Epoch::epoch).containsExactly(0, 1, 2);
        assertThat(events.epochs(id).get(2).series()).containsEntry("train/loss", 0.71);
        TrainingJob job = jobs.find(id);
        assertThat(job.progress().epoch()).isEqualTo(2);
        assertThat(job.latest()).containsEntry("train/loss", 0.71);
    }

    private static NewEvent epoch(int epoch, double loss) {
        return new NewEvent.Metrics(
                epoch, epoch * 10L, Map.of("train/loss", loss), epoch / 10.0, null, null, null, true);
    }
}
