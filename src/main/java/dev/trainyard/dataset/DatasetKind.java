package dev.trainyard.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a data set holds. */
public enum DatasetKind {
    @JsonProperty("tabular")
    TABULAR,
    @JsonProperty("images")
    IMAGES,
    @JsonProperty("sequences")
    SEQUENCES,
    @JsonProperty("text")
    TEXT,
    @JsonProperty("binary-matrix")
    BINARY_MATRIX
}
