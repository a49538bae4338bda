package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mean of its inputs, number by number. */
@JsonTypeName("average")
@AutoService(Layer.class)
public record Average(@Nullable String name) implements Merge {

    public Average() {
        this(null);
    }

    @Override
    public Fit fit(List<Shape> inputs, Position position) {
        return Merge.elementwise("average", inputs, position, () -> new Average(name == null ? position.name() : name));
    }
}
