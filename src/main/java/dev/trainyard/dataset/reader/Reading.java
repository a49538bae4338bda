package dev.trainyard.dataset.reader;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.PictureSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading a data set's bytes; the typed rows lie beside it as Parquet.
 *
 * @param readAs the description with everything that was inferred filled in
 * @param rows the accepted rows
 * @param reasons why nothing could be used; empty when something could
 * @param head the first rows in file order, cells in the order of the columns
 * @param pictures their size, when the rows have pictures: these lie beside the typed rows
 */
public record Reading(
        DatasetSpec readAs,
        long rows,
        List<Column> columns,
        Rejects rejected,
        List<Reason> reasons,
        List<Warning> warnings,
        Profile profile,
        List<List<@Nullable Object>> head,
        @Nullable PictureSize pictures) {

    public static final int MOST_HEAD_ROWS = 1_000;

    public Reading {
        columns = List.copyOf(columns);
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
    }

    public static Reading rejected(DatasetSpec spec, Reason reason) {
        return rejected(spec, Rejects.NONE, reason);
    }

    static Reading rejected(DatasetSpec spec, Rejects rejects, Reason reason) {
        return new Reading(spec, 0, List.of(), rejects, List.of(reason), List.of(), Profile.EMPTY, List.of(), null);
    }

    @JsonIgnore
    public boolean isReady() {
        return reasons.isEmpty();
    }
}
