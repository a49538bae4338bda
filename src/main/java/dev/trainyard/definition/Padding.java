package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a sliding window does at the edges. */
public enum Padding {
    /** It stays within. */
    @JsonProperty("valid")
    VALID,
    /** It is centred on every {@code stride}-th place, with zeros beyond the edges. */
    @JsonProperty("same")
    SAME;

    /** How many places a window that covers {@code reach} takes on an axis. */
    public int outputs(int length, int reach, int stride) {
        return this == SAME ? (length + stride - 1) / stride : (length - reach) / stride + 1;
    }

    /** How many zeros are put beyond both edges together; the first half, rounded down, goes before. */
    public int zeros(int length, int reach, int stride) {
        return this == SAME ? Math.max(0, (outputs(length, reach, stride) - 1) * stride + reach - length) : 0;
    }
}
