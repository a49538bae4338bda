package dev.trainyard.dataset;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.trainyard.dataset.reader.Reading;
import dev.trainyard.dataset.reader.Reason;
import dev.trainyard.dataset.reader.Warning;
import dev.trainyard.json.Json;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.StoredObject;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.generator.EventType;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** Uploaded bytes and the newest reading of them. */
@Entity
@Table(name = "dataset")
public class Dataset implements Persistable<String> {

    @Id
    private String id;

    private String name;

    private String kind;

    private String state;

    private int revision;

    private String owner;

    private String fileName;

    private long bytes;

    private String sha256;

    private @Nullable String typedSha256;

    private @Nullable Long rows;

    private @Nullable Long rejected;

    @JdbcTypeCode(SqlTypes.JSON)
    private String spec;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String readAs;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String columns;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String reasons;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String warnings;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String pixels;

    private String tags;

    @Generated
    private Instant createdAt;

    @Generated(
            event = {EventType.INSERT, EventType.UPDATE},
            sql = "clock_timestamp()")
    private Instant updatedAt;

    @Transient
    private boolean isNew;

    @SuppressWarnings("NullAway.Init") // filled by Hibernate
    protected Dataset() {}

    @SuppressWarnings("NullAway.Init") // the database tells when it was created
    Dataset(String name, DatasetKind kind, DatasetSpec spec, String fileName, StoredObject object) {
        this.id = "ds_" + UlidCreator.getMonotonicUlid();
        this.name = name;
        this.kind = Json.mapper().convertValue(kind, String.class);
        this.state = written(DatasetState.PROCESSING);
        this.revision = 1;
        this.owner = "default";
        this.fileName = fileName;
        this.bytes = object.bytes();
        this.sha256 = object.digest().hex();
        this.spec = Json.mapper().writeValueAsString(spec.untagged());
        this.tags = labels(spec.tags());
        this.isNew = true;
    }

    private static String written(DatasetState state) {
        return Json.mapper().convertValue(state, String.class);
    }

    /** Takes what a reading gave. */
    void read(Reading reading, @Nullable Digest typed, @Nullable Pixels pictures) {
        state = written(reading.isReady() ? DatasetState.READY : DatasetState.REJECTED);
        if (reading.readAs().kind() != null) {
            kind = Json.mapper().convertValue(reading.readAs().kind(), String.class);
        }
        typedSha256 = typed == null ? null : typed.hex();
        pixels = pictures == null ? null : Json.mapper().writeValueAsString(pictures);
        rows = reading.rows();
        rejected = reading.rejected().rows();
        readAs = Json.mapper().writeValueAsString(reading.readAs());
        columns = Json.mapper().writeValueAsString(reading.columns());
        reasons = Json.mapper().writeValueAsString(reading.reasons());
        warnings = Json.mapper().writeValueAsString(reading.warnings());
    }

    /** Is to be read again, under another description. */
    void reread(DatasetSpec mended) {
        revision++;
        state = written(DatasetState.PROCESSING);
        spec = Json.mapper().writeValueAsString(mended.untagged());
        typedSha256 = null;
        pixels = null;
        rows = null;
        rejected = null;
        readAs = null;
        columns = null;
        reasons = null;
        warnings = null;
    }

    void rename(String newName) {
        name = newName;
    }

    void tag(List<String> newTags) {
        tags = labels(newTags);
    }

    private static String labels(@Nullable List<String> tags) {
        return tags == null
                ? " "
                : tags.stream().distinct().map(tag -> tag + " ").collect(Collectors.joining("", " ", ""));
    }

    @Override
    public String getId() {
        return id;
    }

    public String name() {
        return name;
    }

    public List<String> tags() {
        return tags.isBlank() ? List.of() : List.of(tags.strip().split(" "));
    }

    public DatasetKind kind() {
        return Json.mapper().convertValue(kind, DatasetKind.class);
    }

    public DatasetState state() {
        return Json.mapper().convertValue(state, DatasetState.class);
    }

    public int revision() {
        return revision;
    }

    public String owner() {
        return owner;
    }

    public String fileName() {
        return fileName;
    }

    public long bytes() {
        return bytes;
    }

    public Digest sha256() {
        return new Digest(sha256);
    }

    public @Nullable Digest typedSha256() {
        return typedSha256 == null ? null : new Digest(typedSha256);
    }

    /** Its pictures, when it has some. */
    public @Nullable Pixels pixels() {
        return pixels == null ? null : Json.mapper().readValue(pixels, Pixels.class);
    }

    /** The objects of the store that it is made of. */
    List<Digest> objects() {
        return Stream.concat(Stream.of(sha256()), readObjects().stream()).toList();
    }

    /** Those of them that reading gave. */
    List<Digest> readObjects() {
        Pixels pictures = pixels();
        return Stream.of(typedSha256(), pictures == null ? null : pictures.sha256())
                .flatMap(Stream::ofNullable)
                .toList();
    }

    public @Nullable Long rows() {
        return rows;
    }

    public @Nullable Long rejected() {
        return rejected;
    }

    public DatasetSpec spec() {
        return Json.mapper().readValue(spec, DatasetSpec.class);
    }

    public @Nullable DatasetSpec readAs() {
        return readAs == null ? null : Json.mapper().readValue(readAs, DatasetSpec.class);
    }

    /** What makes sequences of its rows: as the caller said, or as reading found. */
    public @Nullable SequenceSpec sequence() {
        DatasetSpec read = readAs();
        return read == null ? spec().sequence() : read.sequence();
    }

    public List<Column> columns() {
        return list(columns, Column.class);
    }

    public List<Reason> reasons() {
        return list(reasons, Reason.class);
    }

    public List<Warning> warnings() {
        return list(warnings, Warning.class);
    }

    private static <T> List<T> list(@Nullable String json, Class<T> type) {
        return json == null
                ? List.of()
                : Json.mapper()
                        .readValue(json, Json.mapper().getTypeFactory().constructCollectionType(List.class, type));
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @PostPersist
    @PostLoad
    void isStored() {
        isNew = false;
    }
}
