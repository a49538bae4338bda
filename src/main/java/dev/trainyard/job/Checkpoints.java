package dev.trainyard.job;

import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.Orphans;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The kept checkpoints of all jobs. */
@Component
public class Checkpoints {

    private static final String SELECT =
            "select n, attempt, epoch, iteration, digest, bytes, metrics, at from job_checkpoint ";

    private final JdbcClient jdbc;
    private final Orphans orphans;

    Checkpoints(JdbcClient jdbc, Orphans orphans) {
        this.jdbc = jdbc;
        this.orphans = orphans;
    }

    /** A job's checkpoints, the newest first. */
    public List<Checkpoint> of(String jobId) {
        return jdbc.sql(SELECT + "where job_id = ? order by n desc")
                .param(jobId)
                .query(Checkpoints::read)
                .list();
    }

    /** The number of the best of a job's checkpoints, by what the job watches. */
    public Optional<Integer> best(String jobId) {
        return jdbc.sql("select resolved #>> '{training,earlyStopping,monitor}' as monitor from job where id = ?")
                .param(jobId)
                .query((row, n) -> new Keeping(1, row.getString("monitor")))
                .optional()
                .flatMap(keeping -> keeping.best(of(jobId)))
                .map(Checkpoint::n);
    }

    Optional<Checkpoint> newest(String jobId) {
        return jdbc.sql(SELECT + "where job_id = ? order by n desc limit 1")
                .param(jobId)
                .query(Checkpoints::read)
                .optional();
    }

    /** One of them, which stays while the transaction lasts. */
    Optional<Checkpoint> held(String jobId, int n) {
        return jdbc.sql(SELECT + "where job_id = ? and n = ? for share")
                .param(jobId)
                .param(n)
                .query(Checkpoints::read)
                .optional();
    }

    /** What to say of a checkpoint that is not kept; null stands for the newest. */
    Problem unknown(String jobId, @Nullable Integer n) {
        String kept = of(jobId).stream()
                .map(checkpoint -> Integer.toString(checkpoint.n()))
                .collect(Collectors.joining(", "));
        return Problem.notFound("Job %s has no checkpoint%s; %s"
                .formatted(
                        jobId,
                        n == null ? "" : " " + n,
                        kept.isEmpty() ? "none is kept" : "those that are kept: " + kept));
    }

    /** Those of the objects that no checkpoint is kept in any more, and that no job begins from. */
    List<Digest> unused(List<Digest> digests) {
        return jdbc.sql("""
                        select distinct digest from unnest(cast(? as text[])) as gone (digest)
                        where not exists (select from job_checkpoint c where c.digest = gone.digest)
                            and not exists (select from job where begins_from = gone.digest)
                        """)
                .param(digests.stream().map(Digest::hex).toArray(String[]::new))
                .query((row, n) -> new Digest(row.getString("digest")))
                .list();
    }

    /** Of a cancelled job only the record is kept. */
    void forget(String jobId) {
        orphans.left(jdbc.sql("delete from job_checkpoint where job_id = ? returning digest")
                .param(jobId)
                .query((row, n) -> new Digest(row.getString("digest")))
                .list());
    }

    private static Checkpoint read(ResultSet row, int n) throws SQLException {
        return new Checkpoint(
                row.getInt("n"),
                row.getInt("attempt"),
                row.getInt("epoch"),
                row.getLong("iteration"),
                new Digest(row.getString("digest")),
                row.getLong("bytes"),
                Json.mapper().readValue(row.getString("metrics"), JobRow.SERIES),
                row.getObject("at", OffsetDateTime.class));
    }
}
