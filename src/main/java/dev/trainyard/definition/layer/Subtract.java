package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes its second input off its first, number by number. */
@JsonTypeName("subtract")
@AutoService(Layer.class)
public record Subtract(@Nullable String name) implements Merge {

    public Subtract() {
        this(null);
    }

    @Override
    public Fit fit(List<Shape> inputs, Position position) {
        if (inputs.size() > 2) {
            return new Fit.Misfits(new Violation(
                    "/inputs/2",
                    "two_inputs",
                    "subtract takes its second input off its first, and is given %d".formatted(inputs.size()),
                    Suggestion.remove("/inputs/2")));
        }
        return Merge.elementwise(
                "subtract", inputs, position, () -> new Subtract(name == null ? position.name() : name));
    }
}
