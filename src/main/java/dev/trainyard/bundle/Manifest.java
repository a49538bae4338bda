package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.Preprocessing.UnknownCategory;
import dev.trainyard.plan.Task;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle holds: the first file that is read.
 *
 * @param format version of the bundle's layout
 * @param input name of the network's input tensor, {@code [N]} and the shape of the encoder
 * @param output name of its output tensor, {@code [N]} and the shape of the target codec
 * @param inputs the tensors that go in where there are several, in place of {@code input}; else none
 * @param remarks by the name of a file of the bundle: why there is none, or in what it is not all of the model
 * @param inside what else can be asked for, null for the answer only
 * @param keys how a table holds sequences, null where an example is none
 * @param unknownCategory what becomes of categories that the training rows did not have; null refuses them
 * @param profile what the training rows had in each column; none in bundles of before that was written down
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
        int format,
        Task task,
        List<ColumnSchema> features,
        List<ColumnSchema> target,
        InputEncoder encoder,
        TargetCodec codec,
        String input,
        String output,
        @Nullable Inside inside,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Input> inputs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> remarks,
        @Nullable Keys keys,
        @Nullable UnknownCategory unknownCategory,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ColumnProfile> profile) {

    /** The columns that tell sequences apart, and in which order their steps are; null where the training data had none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Keys(@Nullable String id, @Nullable String order) {}

    public static final int FORMAT = 1;

    public Manifest {
        features = List.copyOf(features);
        target = List.copyOf(target);
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
        remarks = remarks == null ? Map.of() : Map.copyOf(remarks);
        profile = profile == null ? List.of() : List.copyOf(profile);
    }

    /**
     * One of several inputs, whose numbers stand side by side in an encoded example, in the order of the inputs.
     *
     * @param name in the definition
     * @param tensor in the ONNX file
     * @param shape of one example
     */
    public record Input(String name, String tensor, Shape shape) {}

    /** Of a network that gives its answer only. */
    public Manifest(
            int format,
            Task task,
            List<ColumnSchema> features,
            List<ColumnSchema> target,
            InputEncoder encoder,
            TargetCodec codec,
            String input,
            String output) {
        this(
                format, task, features, target, encoder, codec, input, output, null, List.of(), Map.of(), null, null,
                List.of());
    }

    /** What becomes of categories that the training rows did not have. */
    public UnknownCategory unknownCategories() {
        return unknownCategory == null ? UnknownCategory.ERROR : unknownCategory;
    }

    /** The same that does otherwise with categories that the training rows did not have. */
    public Manifest with(UnknownCategory choice) {
        return new Manifest(
                format, task, features, target, encoder, codec, input, output, inside, inputs, remarks, keys, choice,
                profile);
    }
}
