package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.PictureSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/** Where the pictures of a table's rows come from. */
interface PixelSource {

    /** What came of it: the size of all pictures, and the rows whose pictures cannot be read. */
    record Written(PictureSize size, BitSet bad, List<Warning> warnings) {}

    /**
     * Writes the pixels of rows, in their order, leaving out those that cannot be read.
     *
     * @param rows numbers of rows
     * @param rejects is told what cannot be read
     */
    Written write(PictureTable table, int[] rows, Path target, PictureRejects rejects) throws IOException;
}
