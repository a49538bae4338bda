package dev.trainyard.dataset.reader;

import java.util.List;

/** A file that was cut into cells and written in tidy form. */
interface Cut {

    List<String> names();

    /** The rows that were written. */
    long rows();

    BrokenRows broken();
}
