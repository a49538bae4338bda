package dev.trainyard.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What others can be told of; the messages are written by the triggers of the database. */
public enum Event {
    /** A worker has begun with it, for the first time. */
    JOB_STARTED,
    JOB_SUCCEEDED,
    JOB_FAILED,
    JOB_CANCELLED,
    /** A version can be asked. */
    MODEL_READY,
    /** A data set can be learned from. */
    DATASET_READY;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    static Event of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('.', '_'));
    }
}
