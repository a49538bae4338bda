package dev.trainyard.trainer.data;

import org.jspecify.annotations.Nullable;

/** Encodes raw rows: the features' cells and the target's. */
interface CellEncoding {

    /** Encodes feature cells. */
    void features(@Nullable Object[] cells, float[] into);

    /** Encodes target cells, none of which is missing. */
    void targets(@Nullable Object[] cells, int from, float[] into);
}
