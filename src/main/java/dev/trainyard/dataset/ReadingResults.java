package dev.trainyard.dataset;

import dev.trainyard.dataset.ReadingQueue.Claimed;
import dev.trainyard.dataset.reader.Reading;
import dev.trainyard.json.Json;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.Orphans;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores what readings gave, as long as they still count. */
@Component
class ReadingResults {

    private static final String REPORT = """
            insert into dataset_report (dataset_id, rejects, profile, head)
            values (:dataset, :rejects::json, :profile::json, :head::json)
            on conflict (dataset_id) do update
                set rejects = excluded.rejects, profile = excluded.profile, head = excluded.head
            """;

    private final DatasetRows rows;
    private final ReadingQueue queue;
    private final DatasetSignals signals;
    private final Orphans orphans;
    private final JdbcClient jdbc;

    ReadingResults(DatasetRows rows, ReadingQueue queue, DatasetSignals signals, Orphans orphans, JdbcClient jdbc) {
        this.orphans = orphans;
        this.rows = rows;
        this.queue = queue;
        this.signals = signals;
        this.jdbc = jdbc;
    }

    /**
     * Ends a reading; false when it no longer counts and nothing was stored.
     *
     * @throws IllegalStateException when what was read has been deleted with equal bytes since it was stored; reading again mends it
     */
    @Transactional
    public boolean store(Claimed claimed, Reading reading, @Nullable Digest typed, @Nullable Pixels pixels) {
        List<Digest> objects = Stream.of(typed, pixels == null ? null : pixels.sha256())
                .flatMap(Stream::ofNullable)
                .toList();
        Optional<Dataset> dataset = rows.lock(claimed.datasetId());
        if (dataset.isEmpty() || !queue.finish(claimed)) {
            orphans.left(objects);
            return false;
        }
        if (!orphans.hold(objects)) {
            throw new IllegalStateException("what was read is no longer in the object store");
        }
        dataset.get().read(reading, typed, pixels);
        rows.saveAndFlush(dataset.get());
        jdbc.sql(REPORT)
                .param("dataset", claimed.datasetId())
                .param("rejects", Json.mapper().writeValueAsString(reading.rejected()))
                .param("profile", Json.mapper().writeValueAsString(reading.profile()))
                .param("head", Json.mapper().writeValueAsString(reading.head()))
                .update();
        signals.tellRead(claimed.datasetId());
        return true;
    }
}
