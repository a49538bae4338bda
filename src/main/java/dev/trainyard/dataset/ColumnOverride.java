package dev.trainyard.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the caller says of one column, addressed by its name or its zero-based index; a name beside an index renames.
 *
 * @param type null leaves it to inference
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ColumnOverride(
        @Nullable String name,
        @Nullable Integer index,
        @Nullable ColumnType type) {

    public ColumnOverride {
        if (name == null && index == null) {
            throw new IllegalArgumentException("name or index must say which column is meant");
        }
        if (index != null && index < 0) {
            throw new IllegalArgumentException("index is %d; columns are counted from 0".formatted(index));
        }
        if (name != null && name.isBlank()) {
            throw new IllegalArgumentException("name is blank; a column is addressed by its name or by its index");
        }
    }

    /** How the caller addressed it. */
    public String address() {
        return index == null ? "'" + name + "'" : "number " + index;
    }
}
