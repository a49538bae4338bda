package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.layer.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One layer after the other. */
@JsonTypeName("sequential")
public record Sequential(@Nullable String name, List<Layer> layers) implements ModelDefinition {

    static final int MOST_LAYERS = 1000;

    public Sequential {
        if (layers == null || layers.isEmpty()) {
            throw new IllegalArgumentException("layers is empty; a sequential model has at least one");
        }
        if (layers.size() > MOST_LAYERS) {
            throw new IllegalArgumentException(
                    "layers has %d; a model has at most %d".formatted(layers.size(), MOST_LAYERS));
        }
        layers = List.copyOf(layers);
        Names.check("name", name);
    }
}
