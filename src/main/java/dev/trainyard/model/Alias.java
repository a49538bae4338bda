package dev.trainyard.model;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.CurrentTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.SourceType;
import org.hibernate.generator.EventType;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A name for one version of a model, which can be moved. */
@Entity
@Table(name = "model_alias")
public class Alias {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String model;

    private String alias;

    private int version;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String split;

    private @Nullable Integer shadow;

    @Version
    private int revision;

    @CurrentTimestamp(
            source = SourceType.DB,
            event = {EventType.INSERT, EventType.UPDATE})
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init") // filled in by JPA
    protected Alias() {}

    @SuppressWarnings("NullAway.Init") // updatedAt is given by the database
    Alias(String model, String alias, int version) {
        this.model = model;
        this.alias = alias;
        this.version = version;
    }

    void pointAt(Traffic traffic) {
        this.version = traffic.version();
        this.split = AliasHistory.written(traffic.split());
        this.shadow = traffic.shadow();
    }

    /** Which versions its calls go to. */
    public Traffic traffic() {
        return new Traffic(version, AliasHistory.read(split), shadow);
    }

    public String model() {
        return model;
    }

    public String alias() {
        return alias;
    }

    /** The version that all, or most, calls go to. */
    public int version() {
        return version;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    /** Changes each time the alias moves. */
    public String etag() {
        return "\"%d.%d\"".formatted(id, revision);
    }
}
