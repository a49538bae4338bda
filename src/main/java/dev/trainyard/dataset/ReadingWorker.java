package dev.trainyard.dataset;

import dev.trainyard.dataset.ReadingQueue.Claimed;
import dev.trainyard.dataset.reader.ReaderMain;
import dev.trainyard.dataset.reader.Reading;
import dev.trainyard.dataset.reader.Reason;
import dev.trainyard.dataset.reader.TableReader;
import dev.trainyard.home.DataFolder;
import dev.trainyard.json.Json;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Does one claimed reading: fetches the bytes, has them read, keeps what came of it. */
@Component
@WorkerRole
class ReadingWorker {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingWorker.class);
    private static final Duration HEARTBEAT = ReadingQueue.LEASE.dividedBy(5);

    private final DatasetRows rows;
    private final ReadingQueue queue;
    private final ReadingResults results;
    private final ReadingProcess process;
    private final ObjectStore store;
    private final DataFolder data;

    ReadingWorker(
            DatasetRows rows,
            ReadingQueue queue,
            ReadingResults results,
            ReadingProcess process,
            ObjectStore store,
            DataFolder data) {
        this.rows = rows;
        this.queue = queue;
        this.results = results;
        this.process = process;
        this.store = store;
        this.data = data;
    }

    /** Reads, and stores the result; what fails is tried again, until it has failed {@value ReadingQueue#MOST_FAILURES} times. */
    void read(Claimed claimed, BooleanSupplier goOn) throws InterruptedException {
        Optional<Dataset> dataset = rows.findById(claimed.datasetId());
        if (dataset.isEmpty()) {
            return;
        }
        try {
            readOnce(claimed, dataset.get(), goOn);
        } catch (IOException | RuntimeException e) {
            failed(claimed, dataset.get(), e);
        } catch (InterruptedException e) {
            queue.giveBack(claimed);
            throw e;
        }
    }

    private void readOnce(Claimed claimed, Dataset dataset, BooleanSupplier goOn)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectory(data.scratch().resolve("reading-" + UUID.randomUUID()));
        try (Heartbeat heart = new Heartbeat(() -> queue.heartbeat(claimed), HEARTBEAT)) {
            store.lend(dataset.sha256(), folder.resolve(ReaderMain.RAW));
            Json.mapper().writeValue(folder.resolve(ReaderMain.SPEC).toFile(), dataset.spec());
            Reading reading = process.read(folder, dataset.spec(), () -> heart.isHeard() && goOn.getAsBoolean());
            results.store(claimed, reading, typed(reading, folder), pixels(reading, folder));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private @Nullable Digest typed(Reading reading, Path folder) throws IOException {
        return reading.isReady() ? store.take(folder.resolve(TableReader.TYPED)).digest() : null;
    }

    private @Nullable Pixels pixels(Reading reading, Path folder) throws IOException {
        PictureSize size = reading.pictures();
        return size == null
                ? null
                : new Pixels(
                        size.height(),
                        size.width(),
                        size.channels(),
                        store.take(folder.resolve(ReaderMain.PIXELS)).digest());
    }

    private void failed(Claimed claimed, Dataset dataset, Exception e) {
        LOG.warn("Reading {} failed (attempt {})", claimed.datasetId(), claimed.attempt(), e);
        if (claimed.failures() + 1 < ReadingQueue.MOST_FAILURES) {
            queue.giveBackFailed(claimed);
        } else {
            giveUp(claimed, dataset);
        }
    }

    /** Rejects a data set whose readings ended their workers again and again. */
    void giveUp(Claimed claimed) {
        rows.findById(claimed.datasetId()).ifPresent(dataset -> giveUp(claimed, dataset));
    }

    private void giveUp(Claimed claimed, Dataset dataset) {
        Reason reason = new Reason(
                "reading_failed",
                "the file could not be read in %d attempts; the log of the service tells more"
                        .formatted(ReadingQueue.MOST_FAILURES));
        results.store(claimed, Reading.rejected(dataset.spec(), reason), null, null);
    }
}
