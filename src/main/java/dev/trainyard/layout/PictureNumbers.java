package dev.trainyard.layout;

import dev.trainyard.dataset.PictureSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of the picture of a step, {@code [height, width, channels]}, row-major. */
record PictureNumbers(PictureSize size, Source source) implements StepNumbers {

    /** Gives the picture of a row. */
    interface Source {
        byte[] of(long row) throws IOException;
    }

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public int width() {
        return size.bytes();
    }

    @Override
    public List<@Nullable Float> of(Step step) throws IOException {
        List<@Nullable Float> numbers = new ArrayList<>(width());
        for (byte value : source.of(step.number())) {
            numbers.add((float) (value & 0xff));
        }
        return numbers;
    }
}
