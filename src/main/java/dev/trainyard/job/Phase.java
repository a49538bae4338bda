package dev.trainyard.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a running job is doing. */
public enum Phase {
    PREPARING,
    TRAINING,
    EVALUATING,
    PUBLISHING;

    /** Its name in the contract and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
