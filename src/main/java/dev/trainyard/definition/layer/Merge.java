package dev.trainyard.definition.layer;

import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.function.Supplier;

/** A layer of a graph that joins what several nodes answer. */
public interface Merge extends Layer {

    /** Works out what this layer makes of inputs of the given shapes, or why it cannot. */
    Fit fit(List<Shape> inputs, Position position);

    @Override
    default Fit fit(Shape input, Position position) {
        return fit(List.of(input), position);
    }

    /** The fit of a layer that works number by number, and so on inputs of one shape. */
    static Fit elementwise(String type, List<Shape> inputs, Position position, Supplier<Layer> resolved) {
        for (int i = 1; i < inputs.size(); i++) {
            if (!inputs.get(i).equals(inputs.get(0))) {
                return new Fit.Misfits(new Violation(
                        "/inputs/" + i,
                        "shape_mismatch",
                        "%s needs inputs of one shape: the first has %s, and this one %s"
                                .formatted(type, inputs.get(0), inputs.get(i))));
            }
        }
        return joining(type, inputs, position, () -> new Fit.Fits(resolved.get(), inputs.get(0), List.of()));
    }

    /** The fit of a layer that joins at least two inputs. */
    static Fit joining(String type, List<Shape> inputs, Position position, Supplier<Fit> fit) {
        if (inputs.size() < 2) {
            return new Fit.Misfits(new Violation(
                    "",
                    "one_input",
                    "%s joins what several nodes answer, and reads one: it belongs into a graph".formatted(type)));
        }
        return Fit.unless(position.misfitAtEnd(type), fit);
    }
}
