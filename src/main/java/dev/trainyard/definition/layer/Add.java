package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds its inputs, number by number. */
@JsonTypeName("add")
@AutoService(Layer.class)
public record Add(@Nullable String name) implements Merge {

    public Add() {
        this(null);
    }

    @Override
    public Fit fit(List<Shape> inputs, Position position) {
        return Merge.elementwise("add", inputs, position, () -> new Add(name == null ? position.name() : name));
    }
}
