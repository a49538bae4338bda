package dev.trainyard.layout;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What numbers a step becomes, before they are scaled. */
interface StepNumbers {

    /**
     * A row of the data set.
     *
     * @param number its place in the data set, from 0
     */
    record Step(int number, Map<String, @Nullable Object> cells) {}

    /** What the numbers are. */
    List<String> names();

    int width();

    /** The numbers of a step; null where the cell is missing. */
    List<@Nullable Float> of(Step step) throws IOException;
}
