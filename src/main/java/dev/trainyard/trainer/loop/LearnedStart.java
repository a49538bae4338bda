package dev.trainyard.trainer.loop;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob.Start;
import java.io.IOException;
import java.nio.file.Path;

/** The parameters that training starts from when some of them have been learned before. */
final class LearnedStart {

    private LearnedStart() {}

    /** @param drawn the parameters as they were drawn, of which those of other layers stay */
    static NamedArrays of(Start start, Path file, NamedArrays drawn) throws IOException {
        NamedArrays learned = start.checkpoint() ? Checkpoint.read(file).parameters() : NamedArrays.read(file);
        return new NamedArrays(drawn.arrays().stream()
                .map(array -> isOf(start, array) ? learned.get(array.name()) : array)
                .toList());
    }

    private static boolean isOf(Start start, NamedArray array) {
        return start.layers().stream().anyMatch(layer -> array.name().startsWith(layer + "/"));
    }
}
