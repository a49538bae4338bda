package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one row of numbers of an input of any shape, the last axis running fastest. */
@JsonTypeName("flatten")
@AutoService(Layer.class)
public record Flatten(@Nullable String name) implements Layer {

    public Flatten() {
        this(null);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("flatten"),
                () -> new Fit.Fits(
                        new Flatten(name == null ? position.name() : name),
                        Shape.of(Math.toIntExact(input.size())),
                        List.of()));
    }
}
