package dev.trainyard.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far reading a data set has come. */
public enum DatasetState {
    @JsonProperty("processing")
    PROCESSING,
    @JsonProperty("ready")
    READY,
    @JsonProperty("rejected")
    REJECTED;

    /** Whether reading has ended, one way or the other. */
    public boolean isTerminal() {
        return this != PROCESSING;
    }
}
