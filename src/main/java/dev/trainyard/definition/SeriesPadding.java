package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a window that slides along time does at both ends. */
public enum SeriesPadding {
    /** It stays within. */
    @JsonProperty("valid")
    VALID(Padding.VALID),
    /** It is centred on every {@code stride}-th step, with zeros beyond both ends. */
    @JsonProperty("same")
    SAME(Padding.SAME),
    /** It ends at every {@code stride}-th step, with zeros before the first: no answer depends on a later step. */
    @JsonProperty("causal")
    CAUSAL(Padding.VALID);

    private final Padding window;

    SeriesPadding(Padding window) {
        this.window = window;
    }

    /** What the window does once {@link #before} zeros are there. */
    public Padding window() {
        return window;
    }

    /** How many zeros are put before the first step for a window that covers {@code reach}, beside those of {@link #window}. */
    public int before(int reach) {
        return this == CAUSAL ? reach - 1 : 0;
    }

    /** How many steps a window that covers {@code reach} answers. */
    public int outputs(int length, int reach, int stride) {
        return window.outputs(length + before(reach), reach, stride);
    }
}
