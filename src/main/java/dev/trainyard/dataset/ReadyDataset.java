package dev.trainyard.dataset;

import dev.trainyard.storage.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data set that can be trained on.
 *
 * @param revision which reading of the bytes this is, from 1
 * @param rows the accepted rows
 * @param sha256 of the uploaded bytes
 * @param typedSha256 of the typed Parquet file, which is also its key in the object store; its rows are in file order
 * @param pixels the pictures, one a row, where it has some
 * @param fitting what was done to pictures of another shape
 * @param sequence which columns make its rows into sequences, where it was uploaded as such
 */
public record ReadyDataset(
        String id,
        String name,
        DatasetKind kind,
        int revision,
        long rows,
        Digest sha256,
        Digest typedSha256,
        List<Column> columns,
        @Nullable Pixels pixels,
        ImageSpec.Fitting fitting,
        @Nullable SequenceSpec sequence) {

    public ReadyDataset {
        columns = List.copyOf(columns);
    }

    /** One whose pictures, if any, were stretched. */
    public ReadyDataset(
            String id,
            String name,
            DatasetKind kind,
            int revision,
            long rows,
            Digest sha256,
            Digest typedSha256,
            List<Column> columns,
            @Nullable Pixels pixels,
            @Nullable SequenceSpec sequence) {
        this(
                id,
                name,
                kind,
                revision,
                rows,
                sha256,
                typedSha256,
                columns,
                pixels,
                ImageSpec.Fitting.STRETCH,
                sequence);
    }
}
