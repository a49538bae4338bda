package dev.trainyard.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A name under which versions are published. */
@Entity
@Table(name = "model")
class TrainedModel {

    @Id
    private String name;

    private int lastVersion;

    @Column(insertable = false, updatable = false)
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // filled in by JPA
    protected TrainedModel() {}

    String name() {
        return name;
    }

    Instant createdAt() {
        return createdAt;
    }

    int nextVersion() {
        return ++lastVersion;
    }
}
