package dev.trainyard.dataset;

import dev.trainyard.storage.Digest;
import java.util.List;

/**
 * A data set that can be trained on.
 *
 * @param revision which reading of the bytes this is, from 1
 * @param rows the accepted rows
 * @param sha256 of the uploaded bytes
 * @param typedSha256 of the typed Parquet file, which is also its key in the object store; its rows are in file order
 */
public record ReadyDataset(
        String id, String name, int revision, long rows, Digest sha256, Digest typedSha256, List<Column> columns) {

    public ReadyDataset {
        columns = List.copyOf(columns);
    }
}
