package dev.trainyard.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.ResolvedJob.DatasetSnapshot;
import dev.trainyard.plan.Task;
import dev.trainyard.storage.Digest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;

/** A trained network with everything that is known of it; it never changes. */
@Entity
@Immutable
@Table(name = "model_version")
public class TrainedVersion {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String model;

    private int version;

    private String jobId;

    private @Nullable String unservable;

    private String bundle;

    private String task;

    @JdbcTypeCode(SqlTypes.JSON)
    private String manifest;

    @JdbcTypeCode(SqlTypes.JSON)
    private String evaluation;

    @JdbcTypeCode(SqlTypes.JSON)
    private String metrics;

    @JdbcTypeCode(SqlTypes.JSON)
    private String provenance;

    @JdbcTypeCode(SqlTypes.JSON)
    private String artifacts;

    private String[] datasets;

    @Generated
    @Column(insertable = false, updatable = false)
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // filled in by JPA
    protected TrainedVersion() {}

    @SuppressWarnings("NullAway.Init") // createdAt is given by the database
    TrainedVersion(NewVersion entered, int version) {
        this.model = entered.model();
        this.version = version;
        this.jobId = entered.jobId();
        this.unservable = entered.unservable();
        this.bundle = entered.bundle().hex();
        this.task = Json.mapper().convertValue(entered.manifest().task(), String.class);
        this.manifest = Json.mapper().writeValueAsString(entered.manifest());
        this.evaluation = Json.mapper().writeValueAsString(entered.evaluation());
        this.metrics = Json.mapper().writeValueAsString(entered.evaluation().metrics());
        this.provenance = Json.mapper().writeValueAsString(entered.provenance());
        this.artifacts = Json.mapper().writeValueAsString(entered.artifacts());
        this.datasets = datasets(entered.provenance().resolved());
    }

    private static String[] datasets(ResolvedJob job) {
        return Stream.of(job.dataset(), job.validationDataset(), job.testDataset())
                .filter(Objects::nonNull)
                .map(DatasetSnapshot::id)
                .distinct()
                .toArray(String[]::new);
    }

    public String model() {
        return model;
    }

    public int version() {
        return version;
    }

    public String jobId() {
        return jobId;
    }

    /** Why it cannot be served, null when it can. */
    public @Nullable String unservable() {
        return unservable;
    }

    /** Digest of {@code bundle.zip}. */
    public Digest bundle() {
        return new Digest(bundle);
    }

    public Task task() {
        return Json.mapper().convertValue(task, Task.class);
    }

    public Manifest manifest() {
        return read(manifest, Manifest.class);
    }

    public Evaluation evaluation() {
        return read(evaluation, Evaluation.class);
    }

    public Map<String, Double> metrics() {
        return read(metrics, Metrics.class).byName();
    }

    public Provenance provenance() {
        return read(provenance, Provenance.class);
    }

    public List<NewVersion.Artifact> artifacts() {
        return artifacts(artifacts);
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** A newer service may have entered the version, with fields that this one does not know. */
    static List<NewVersion.Artifact> artifacts(String document) {
        return List.of(read(document, NewVersion.Artifact[].class));
    }

    private static <T> T read(String document, Class<T> type) {
        return Json.mapper()
                .readerFor(type)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(document);
    }

    private record Metrics(TreeMap<String, Double> byName) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Metrics {}
    }
}
