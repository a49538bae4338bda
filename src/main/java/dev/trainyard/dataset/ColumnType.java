package dev.trainyard.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the cells of a column are; in the typed Parquet file: DOUBLE, VARCHAR, VARCHAR, TIMESTAMP, VARCHAR. */
public enum ColumnType {
    @JsonProperty("numeric")
    NUMERIC,
    @JsonProperty("categorical")
    CATEGORICAL,
    @JsonProperty("boolean")
    BOOLEAN,
    @JsonProperty("datetime")
    DATETIME,
    @JsonProperty("text")
    TEXT;

    /** Whether the cells are one of a few names: these columns have categories. */
    public boolean isCategorical() {
        return this == CATEGORICAL || this == BOOLEAN;
    }
}
