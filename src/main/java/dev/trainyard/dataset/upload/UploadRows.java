package dev.trainyard.dataset.upload;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.json.Json;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.StoredPart;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The uploads in parts of all callers; see {@code V7__dataset_upload.sql}. */
@Component
class UploadRows {

    static final Duration LEASE = Duration.ofSeconds(30);

    private static final String FIELDS = "*, clock_timestamp() as looked_at";

    private static final String INSERT = """
            insert into dataset_upload (id, state, name, file_name, spec, bytes, part_bytes, sha256, handle, secret, expires_at)
            values (:id, 'open', :name, :file, :spec::jsonb, :bytes, :part, :sha256, :handle, :secret,
                clock_timestamp() + make_interval(secs => :lifetime))
            """;

    private static final String CLAIM = """
            update dataset_upload set state = 'completing', joined = :joined::jsonb, sha256 = :sha256, failure = null,
                attempt = attempt + 1, lease_until = clock_timestamp() + make_interval(secs => :lease)
            where id = :id and state = 'open' and handle = :handle and expires_at > clock_timestamp()
            returning *, clock_timestamp() as looked_at
            """;

    private static final String CLAIM_LAPSED = """
            update dataset_upload set attempt = attempt + 1, lease_until = clock_timestamp() + make_interval(secs => :lease)
            where id = (select id from dataset_upload where state = 'completing' and lease_until < clock_timestamp()
                order by lease_until limit 1 for update skip locked)
            returning *, clock_timestamp() as looked_at
            """;

    private static final String BEAT = """
            update dataset_upload set lease_until = clock_timestamp() + make_interval(secs => :lease)
            where id in (:ids) and state = 'completing'
            """;

    private static final String REOPEN = """
            update dataset_upload set state = 'open', lease_until = null, handle = :handle, failure = :failure, sha256 = :sha256
            where id = :id and state = 'completing' and attempt = :attempt
            """;

    private static final String FINISH = """
            update dataset_upload set state = 'completed', lease_until = null, dataset_id = :dataset
            where id = :id and state = 'completing' and attempt = :attempt
            """;

    private static final String EXPIRE = """
            update dataset_upload set expires_at = clock_timestamp() where id = :id and state = 'open'
            """;

    private static final String EXPIRED = """
            select %s from dataset_upload where state <> 'completing' and expires_at <= clock_timestamp()
            order by expires_at limit 100
            """.formatted(FIELDS);

    private final JdbcClient jdbc;

    UploadRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(
            String id,
            String name,
            String fileName,
            DatasetSpec spec,
            PartPlan plan,
            @Nullable Digest sha256,
            String handle,
            String secret,
            Duration lifetime) {
        jdbc.sql(INSERT)
                .param("id", id)
                .param("name", name)
                .param("file", fileName)
                .param("spec", Json.mapper().writeValueAsString(spec))
                .param("bytes", plan.bytes())
                .param("part", plan.partBytes())
                .param("sha256", sha256 == null ? null : sha256.hex())
                .param("handle", handle)
                .param("secret", secret)
                .param("lifetime", lifetime.toSeconds())
                .update();
    }

    Optional<PartedUpload> find(String id) {
        return jdbc.sql("select " + FIELDS + " from dataset_upload where id = :id")
                .param("id", id)
                .query(UploadRows::read)
                .optional();
    }

    List<PartedUpload> before(String id, int limit) {
        return jdbc.sql("select " + FIELDS + " from dataset_upload where id < :id order by id desc limit :limit")
                .param("id", id)
                .param("limit", limit)
                .query(UploadRows::read)
                .list();
    }

    /** How many are not completed. */
    long unfinished() {
        return jdbc.sql("select count(*) from dataset_upload where state <> 'completed'")
                .query(Long.class)
                .single();
    }

    /** Begins to join the parts; empty when somebody else was sooner. */
    Optional<PartedUpload> claim(PartedUpload upload, List<StoredPart> parts, @Nullable Digest expected) {
        return jdbc.sql(CLAIM)
                .param("id", upload.id())
                .param("handle", upload.handle())
                .param("joined", Json.mapper().writeValueAsString(parts))
                .param("sha256", expected == null ? null : expected.hex())
                .param("lease", LEASE.toSeconds())
                .query(UploadRows::read)
                .optional();
    }

    /** Goes on joining what somebody else no longer does. */
    Optional<PartedUpload> claimLapsed() {
        return jdbc.sql(CLAIM_LAPSED)
                .param("lease", LEASE.toSeconds())
                .query(UploadRows::read)
                .optional();
    }

    /** Says that these are still being joined. */
    void beat(Collection<String> ids) {
        jdbc.sql(BEAT).param("ids", ids).param("lease", LEASE.toSeconds()).update();
    }

    /** Takes parts again after they could not be joined. */
    void reopen(PartedUpload upload, String handle, String failure, @Nullable Digest expected) {
        jdbc.sql(REOPEN)
                .param("id", upload.id())
                .param("attempt", upload.attempt())
                .param("handle", handle)
                .param("failure", failure)
                .param("sha256", expected == null ? null : expected.hex())
                .update();
    }

    /** To be called in the transaction that adds the data set; false when the attempt no longer counts. */
    boolean finish(PartedUpload upload, String datasetId) {
        return jdbc.sql(FINISH)
                        .param("id", upload.id())
                        .param("attempt", upload.attempt())
                        .param("dataset", datasetId)
                        .update()
                == 1;
    }

    /** Lets an open upload end now; false when it is not open. */
    boolean expire(String id) {
        return jdbc.sql(EXPIRE).param("id", id).update() == 1;
    }

    List<PartedUpload> expired() {
        return jdbc.sql(EXPIRED).query(UploadRows::read).list();
    }

    void delete(String id) {
        jdbc.sql("delete from dataset_upload where id = :id").param("id", id).update();
    }

    private static PartedUpload read(ResultSet row, int n) throws SQLException {
        String sha256 = row.getString("sha256");
        return new PartedUpload(
                row.getString("id"),
                row.getString("tenant"),
                UploadState.of(row.getString("state")),
                row.getString("name"),
                row.getString("file_name"),
                Json.mapper().readValue(row.getString("spec"), DatasetSpec.class),
                new PartPlan(row.getLong("bytes"), row.getLong("part_bytes")),
                sha256 == null ? null : new Digest(sha256),
                row.getString("handle"),
                row.getString("secret"),
                Arrays.asList(Json.mapper().readValue(row.getString("joined"), StoredPart[].class)),
                row.getInt("attempt"),
                row.getString("failure"),
                row.getString("dataset_id"),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                instant(row, "looked_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
