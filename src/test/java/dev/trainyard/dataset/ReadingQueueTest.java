package dev.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.dataset.ReadingQueue.Claimed;
import dev.trainyard.dataset.reader.Reading;
import dev.trainyard.dataset.reader.Reason;
import dev.trainyard.job.QueueTest;
import dev.trainyard.problem.Problem;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.testing.ForTheDefaultTenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nobody reads here but the test. */
@QueueTest
class ReadingQueueTest {

    private static final Reading REJECTED =
            Reading.rejected(DatasetSpec.EMPTY, new Reason("empty_file", "it is empty"));

    @Autowired
    private Datasets datasets;

    @Autowired
    private ReadingQueue queue;

    @Autowired
    private ReadingResults results;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ObjectStore store;

    private StoredObject object;

    @BeforeEach
    void forgetEarlierTests() throws IOException {
        jdbc.sql("delete from dataset").update();
        object = store.put(new ByteArrayInputStream(new byte[7]), 7);
    }

    @Test
    void givesEachReadingToOneWorker() throws Exception {
        IntStream.range(0, 50).forEach(i -> aDataset());
        ExecutorService workers = Executors.newFixedThreadPool(4, ForTheDefaultTenant::thread);
        try {
            Callable<Long> claiming =
                    () -> IntStream.generate(() -> queue.claim("w").isPresent() ? 1 : 0)
                            .takeWhile(claimed -> claimed == 1)
                            .count();
            long claimed = 0;
            for (Future<Long> one : workers.invokeAll(List.of(claiming, claiming, claiming, claiming))) {
                claimed += one.get();
            }
            assertThat(claimed).isEqualTo(50);
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void ignoresAWorkerThatLostItsClaim() {
        Dataset dataset = aDataset();
        Claimed stale = claim();
        jdbc.sql("update dataset_reading set lease_until = clock_timestamp() - interval '1 s'")
                .update();
        assertThat(queue.heartbeat(stale)).isTrue();
        jdbc.sql("update dataset_reading set lease_until = clock_timestamp() - interval '1 s'")
                .update();
        assertThat(queue.reap()).isEqualTo(1);
        assertThat(queue.heartbeat(stale)).isFalse();
        Claimed current = claim();

        assertThat(results.store(stale, REJECTED, null, null)).isFalse();
        assertThat(datasets.get(dataset.getId()).state()).isEqualTo(DatasetState.PROCESSING);
        assertThat(results.store(current, REJECTED, null, null)).isTrue();
        assertThat(datasets.get(dataset.getId()).state()).isEqualTo(DatasetState.REJECTED);
        assertThat(current.failures()).isEqualTo(1);
    }

    @Test
    void doesNotCountAReadingThatWasHandedOver() {
        aDataset();
        queue.giveBack(claim());
        queue.giveBackFailed(claim());
        assertThat(claim().failures()).isEqualTo(1);
    }

    @Test
    void dropsTheResultOfADeletedDataset() {
        Dataset dataset = aDataset();
        Claimed claimed = claim();
        datasets.delete(dataset.getId());
        assertThat(queue.heartbeat(claimed)).isFalse();
        assertThat(results.store(claimed, REJECTED, null, null)).isFalse();
    }

    @Test
    void refusesToMendWhatIsStillRead() {
        String id = aDataset().getId();
        DatasetSpec patch = DatasetSpec.EMPTY.withHeader(true);
        assertThatThrownBy(() -> datasets.mend(id, patch))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("still being read");
        assertThatThrownBy(() -> datasets.find(id)).isInstanceOf(Problem.class).hasMessageContaining("processing");
    }

    private Dataset aDataset() {
        return datasets.add("queued", DatasetSpec.EMPTY, "queued.csv", object);
    }

    private Claimed claim() {
        Optional<Claimed> claimed = queue.claim("w");
        assertThat(claimed).isPresent();
        return claimed.get();
    }
}
