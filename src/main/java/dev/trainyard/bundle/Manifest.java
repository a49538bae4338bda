package dev.trainyard.bundle;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.plan.Task;
import java.util.List;

/**
 * What a bundle holds: the first file that is read.
 *
 * @param format version of the bundle's layout
 * @param input name of the network's input tensor, {@code [N]} and the shape of the encoder
 * @param output name of its output tensor, {@code [N]} and the shape of the target codec
 */
public record Manifest(
        int format,
        Task task,
        List<ColumnSchema> features,
        List<ColumnSchema> target,
        InputEncoder encoder,
        TargetCodec codec,
        String input,
        String output) {

    public static final int FORMAT = 1;

    public Manifest {
        features = List.copyOf(features);
        target = List.copyOf(target);
    }
}
