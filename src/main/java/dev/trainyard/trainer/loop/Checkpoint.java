package dev.trainyard.trainer.loop;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything training needs to go on as if it had never stopped, in one safetensors file: arrays under {@code
 * parameters/}, {@code state/} and {@code best/}, the rest as JSON in the metadata.
 *
 * @param parameters the network's
 * @param state the engine's
 * @param bestParameters those of the best epoch, if there is one
 * @param watches what has been seen on the way
 * @param rate how far the learning rate has been lowered
 * @param kernels what does the arithmetic; null where it was not written down
 */
record Checkpoint(
        TrainingState training,
        NamedArrays parameters,
        NamedArrays state,
        BestEpoch.Standing best,
        @Nullable NamedArrays bestParameters,
        Watches.Standing watches,
        RateReduction.Standing rate,
        @Nullable String kernels) {

    private static final String ENGINE = "engine.";
    private static final String KERNELS = "kernels";

    void write(Path file) throws IOException {
        Map<String, String> metadata = new HashMap<>();
        metadata.put("training", Json.mapper().writeValueAsString(training));
        metadata.put("best", Json.mapper().writeValueAsString(best));
        metadata.put("watches", Json.mapper().writeValueAsString(watches));
        metadata.put("rate", Json.mapper().writeValueAsString(rate));
        if (kernels != null) {
            metadata.put(KERNELS, kernels);
        }
        state.metadata().forEach((name, value) -> metadata.put(ENGINE + name, value));
        List<NamedArray> arrays = new ArrayList<>(under("parameters/", parameters));
        arrays.addAll(under("state/", state));
        if (bestParameters != null) {
            arrays.addAll(under("best/", bestParameters));
        }
        new NamedArrays(arrays, metadata).write(file);
    }

    static Checkpoint read(Path file) throws IOException {
        NamedArrays arrays = NamedArrays.read(file);
        Map<String, String> engine = new HashMap<>();
        arrays.metadata().forEach((name, value) -> {
            if (name.startsWith(ENGINE)) {
                engine.put(name.substring(ENGINE.length()), value);
            }
        });
        List<NamedArray> best = of("best/", arrays);
        return new Checkpoint(
                json(arrays, "training", TrainingState.class),
                new NamedArrays(of("parameters/", arrays)),
                new NamedArrays(of("state/", arrays), engine),
                json(arrays, "best", BestEpoch.Standing.class),
                best.isEmpty() ? null : new NamedArrays(best),
                json(arrays, "watches", Watches.Standing.class),
                json(arrays, "rate", RateReduction.Standing.class),
                arrays.metadata().get(KERNELS));
    }

    private static <T> T json(NamedArrays arrays, String name, Class<T> type) throws IOException {
        String text = arrays.metadata().get(name);
        if (text == null) {
            throw new IOException("this is no checkpoint: it has no metadata '%s'".formatted(name));
        }
        return Json.mapper().readValue(text, type);
    }

    private static List<NamedArray> under(String prefix, NamedArrays arrays) {
        return arrays.arrays().stream()
                .map(array -> new NamedArray(prefix + array.name(), array.shape(), array.values()))
                .toList();
    }

    private static List<NamedArray> of(String prefix, NamedArrays arrays) {
        return arrays.arrays().stream()
                .filter(array -> array.name().startsWith(prefix))
                .map(array -> new NamedArray(array.name().substring(prefix.length()), array.shape(), array.values()))
                .toList();
    }
}
