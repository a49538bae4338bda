package dev.trainyard.model;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.CurrentTimestamp;
import org.hibernate.annotations.SourceType;
import org.hibernate.generator.EventType;
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

    void pointAt(int version) {
        this.version = version;
    }

    public String model() {
        return model;
    }

    public String alias() {
        return alias;
    }

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
