package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Multiplies its inputs, number by number. */
@JsonTypeName("multiply")
@AutoService(Layer.class)
public record Multiply(@Nullable String name) implements Merge {

    public Multiply() {
        this(null);
    }

    @Override
    public Fit fit(List<Shape> inputs, Position position) {
        return Merge.elementwise(
                "multiply", inputs, position, () -> new Multiply(name == null ? position.name() : name));
    }
}
