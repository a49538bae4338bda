package dev.trainyard.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A name under which versions are published. */
@Entity
@Table(name = "model")
class TrainedModel {

    @Id
    private String name;

    private int lastVersion;

    private @Nullable String promoteIf;

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

    /** When a new version takes an alias over; null for never. */
    @Nullable
    String promoteIf() {
        return promoteIf;
    }

    void promoteIf(@Nullable PromotionRule rule) {
        promoteIf = rule == null ? null : rule.text();
    }

    int nextVersion() {
        return ++lastVersion;
    }
}
