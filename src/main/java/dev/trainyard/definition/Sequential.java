package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.layer.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One layer after the other. */
@JsonTypeName("sequential")
public record Sequential(@Nullable String name, List<Layer> layers) implements ModelDefinition {

    public Sequential {
        if (layers == null || layers.isEmpty()) {
            throw new IllegalArgumentException("layers is empty; a sequential model has at least one");
        }
        layers = List.copyOf(layers);
    }
}
