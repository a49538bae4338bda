package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The largest of its inputs, number by number. */
@JsonTypeName("maximum")
@AutoService(Layer.class)
public record Maximum(@Nullable String name) implements Merge {

    public Maximum() {
        this(null);
    }

    @Override
    public Fit fit(List<Shape> inputs, Position position) {
        return Merge.elementwise("maximum", inputs, position, () -> new Maximum(name == null ? position.name() : name));
    }
}
