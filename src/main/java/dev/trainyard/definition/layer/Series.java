package dev.trainyard.definition.layer;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Shape;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Violation;
import java.util.Optional;

/** What the layers that read sequences have in common. */
final class Series {

    private Series() {}

    static String nameOf(Layer layer) {
        return ByTypeName.nameOf(layer.getClass());
    }

    /** Why an input is no sequence of numbers. */
    static Optional<Violation> misfit(String type, Shape input) {
        return input.rank() == 2
                ? Optional.empty()
                : Optional.of(new Violation(
                        "",
                        "shape_mismatch",
                        "%s reads a sequence [steps, features], and gets an input of shape %s%s"
                                .formatted(type, input, input.rank() == 1 ? ONE_ROW : "")));
    }

    private static final String ONE_ROW =
            ": read sequences (the job's sequence field), let the layer before return them, or put a repeatVector between";

    static String spelled(ActivationFunction function) {
        return Json.mapper().convertValue(function, String.class);
    }
}
