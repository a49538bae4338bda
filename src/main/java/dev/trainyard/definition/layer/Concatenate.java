package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts its inputs behind each other along their last axis. */
@JsonTypeName("concatenate")
@AutoService(Layer.class)
public record Concatenate(@Nullable String name) implements Merge {

    public Concatenate() {
        this(null);
    }

    @Override
    public Fit fit(List<Shape> inputs, Position position) {
        for (int i = 1; i < inputs.size(); i++) {
            if (!allButLast(inputs.get(i)).equals(allButLast(inputs.get(0)))) {
                return new Fit.Misfits(new Violation(
                        "/inputs/" + i,
                        "shape_mismatch",
                        "concatenate needs inputs that agree in all axes but the last: the first has %s, and this one %s"
                                .formatted(inputs.get(0), inputs.get(i))));
            }
        }
        return Merge.joining("concatenate", inputs, position, () -> fits(inputs, position));
    }

    private Fit fits(List<Shape> inputs, Position position) {
        List<Integer> dimensions = new ArrayList<>(allButLast(inputs.get(0)));
        dimensions.add(inputs.stream().mapToInt(Shape::last).sum());
        return new Fit.Fits(new Concatenate(name == null ? position.name() : name), new Shape(dimensions), List.of());
    }

    private static List<Integer> allButLast(Shape shape) {
        return shape.dimensions().subList(0, shape.rank() - 1);
    }
}
