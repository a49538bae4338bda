package dev.trainyard.dataset;

import dev.trainyard.dataset.ReadingQueue.Claimed;
import dev.trainyard.dataset.reader.Reading;
import dev.trainyard.json.Json;
import dev.trainyard.storage.Digest;
import java.util.Optional;
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
    private final JdbcClient jdbc;

    ReadingResults(DatasetRows rows, ReadingQueue queue, DatasetSignals signals, JdbcClient jdbc) {
        this.rows = rows;
        this.queue = queue;
        this.signals = signals;
        this.jdbc = jdbc;
    }

    /** Ends a reading; false when it no longer counts and nothing was stored. */
    @Transactional
    public boolean store(Claimed claimed, Reading reading, @Nullable Digest typed, @Nullable Pixels pixels) {
        Optional<Dataset> dataset = rows.lock(claimed.datasetId());
        if (dataset.isEmpty() || !queue.finish(claimed)) {
            return false;
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
