package dev.trainyard.model.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.model.TrainedVersion;

/** Whether a version can be asked. */
enum State {
    @JsonProperty("ready")
    READY,
    @JsonProperty("unservable")
    UNSERVABLE;

    static State of(TrainedVersion version) {
        return version.unservable() == null ? READY : UNSERVABLE;
    }
}
