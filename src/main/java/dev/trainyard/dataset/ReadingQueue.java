package dev.trainyard.dataset;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Readings that wait for a worker or run at one; see {@code V1__dataset.sql}. */
@Component
class ReadingQueue {

    /** So often a reading may end its process or lose its worker; then the file is rejected. */
    static final int MOST_FAILURES = 3;

    static final Duration LEASE = Duration.ofSeconds(15);

    private static final String ENQUEUE = """
            insert into dataset_reading (dataset_id, revision) values (:dataset, :revision)
            """;

    private static final String CLAIM = """
            update dataset_reading set worker = :worker, attempt = attempt + 1, heartbeat_at = clock_timestamp(),
                lease_until = clock_timestamp() + make_interval(secs => :lease)
            where dataset_id = (
                select dataset_id from dataset_reading where worker is null
                order by queued_at limit 1 for update skip locked)
            returning tenant, dataset_id, revision, attempt, failures
            """;

    private static final String HEARTBEAT = """
            update dataset_reading set heartbeat_at = clock_timestamp(),
                lease_until = clock_timestamp() + make_interval(secs => :lease)
            where dataset_id = :dataset and revision = :revision and attempt = :attempt and worker is not null
            """;

    private static final String GIVE_BACK = """
            update dataset_reading set worker = null, lease_until = null, failures = failures + :failures
            where dataset_id = :dataset and revision = :revision and attempt = :attempt
            """;

    private static final String FINISH = """
            delete from dataset_reading
            where dataset_id = :dataset and revision = :revision and attempt = :attempt and worker is not null
            """;

    private static final String REAP = """
            update dataset_reading set worker = null, lease_until = null, failures = failures + 1
            where lease_until < clock_timestamp()
            """;

    private final JdbcClient jdbc;
    private final DatasetSignals signals;

    ReadingQueue(JdbcClient jdbc, DatasetSignals signals) {
        this.jdbc = jdbc;
        this.signals = signals;
    }

    /**
     * A reading that this worker may do; {@code attempt} is its fence.
     *
     * @param tenant whose data set it is
     * @param revision of the data set that is to be read
     * @param failures how often its reading has failed
     */
    record Claimed(String tenant, String datasetId, int revision, int attempt, int failures) {}

    /** To be called in the transaction that makes the data set wait. */
    void enqueue(Dataset dataset) {
        jdbc.sql(ENQUEUE)
                .param("dataset", dataset.getId())
                .param("revision", dataset.revision())
                .update();
        signals.tellQueued();
    }

    Optional<Claimed> claim(String worker) {
        return jdbc.sql(CLAIM)
                .param("worker", worker)
                .param("lease", LEASE.toSeconds())
                .query(Claimed.class)
                .optional();
    }

    /** Says that the reading goes on; false when it is somebody else's by now, or nobody's. */
    boolean heartbeat(Claimed claimed) {
        return of(claimed, jdbc.sql(HEARTBEAT).param("lease", LEASE.toSeconds()));
    }

    /** Lets somebody try again after a failure. */
    void giveBackFailed(Claimed claimed) {
        giveBack(claimed, 1);
    }

    /** Lets somebody else do it. */
    void giveBack(Claimed claimed) {
        giveBack(claimed, 0);
    }

    private void giveBack(Claimed claimed, int failures) {
        if (of(claimed, jdbc.sql(GIVE_BACK).param("failures", failures))) {
            signals.tellQueued();
        }
    }

    /** Ends the reading; false when its result does not count, because the claim was lost. */
    boolean finish(Claimed claimed) {
        return of(claimed, jdbc.sql(FINISH));
    }

    private static boolean of(Claimed claimed, JdbcClient.StatementSpec statement) {
        return statement
                        .param("dataset", claimed.datasetId())
                        .param("revision", claimed.revision())
                        .param("attempt", claimed.attempt())
                        .update()
                == 1;
    }

    /** Queues again what lost its worker; how many there were. */
    int reap() {
        return jdbc.sql(REAP).update();
    }
}
