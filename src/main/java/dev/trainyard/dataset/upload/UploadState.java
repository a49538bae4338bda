package dev.trainyard.dataset.upload;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far an upload in parts has come. */
public enum UploadState {
    /** Parts may be sent. */
    @JsonProperty("open")
    OPEN,
    /** The parts are being joined. */
    @JsonProperty("completing")
    COMPLETING,
    /** There is a data set. */
    @JsonProperty("completed")
    COMPLETED;

    static UploadState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
