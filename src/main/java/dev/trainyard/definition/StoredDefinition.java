package dev.trainyard.definition;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.trainyard.json.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Generated;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A definition that was kept; it never changes. */
@Entity
@Table(name = "definition")
public class StoredDefinition implements Persistable<String> {

    @Id
    private String id;

    @Nullable
    private String name;

    @Column(name = "definition")
    @ColumnTransformer(write = "?::jsonb")
    private String json;

    @Generated
    @Column(name = "created_at")
    private Instant createdAt;

    @Transient
    private boolean isNew;

    @SuppressWarnings("NullAway") // filled by Hibernate
    protected StoredDefinition() {}

    @SuppressWarnings("NullAway") // the database tells when it was created
    StoredDefinition(ModelDefinition definition) {
        id = "def_" + UlidCreator.getMonotonicUlid();
        name = definition.name();
        json = Json.mapper().writerFor(ModelDefinition.class).writeValueAsString(definition);
        isNew = true;
    }

    @Override
    public String getId() {
        return id;
    }

    public @Nullable String name() {
        return name;
    }

    public ModelDefinition definition() {
        return Json.mapper().readValue(json, ModelDefinition.class);
    }

    public Instant createdAt() {
        return createdAt;
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
