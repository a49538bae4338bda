package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.json.ByTypeName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/**
 * A layer as its user describes it. Each is a record of this package with a no-argument constructor that gives its
 * defaults, and is found as a service; {@code trainer.dl4j} holds how it is trained and {@code trainer.onnx} how it is
 * exported, under the same name. A layer without all three is not offered.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonTypeIdResolver(ByTypeName.class)
public interface Layer {

    /** The name its user gave it. */
    @Nullable
    String name();

    /** How one of its arrays gets its first values. */
    default Initializer initializer(String array) {
        return Initializer.ZEROS;
    }

    /** What it asks of a recurrent layer before it. */
    default StepsNeed stepsNeed() {
        return StepsNeed.EITHER;
    }

    /** Works out what this layer makes of an input of the given shape, or why it cannot. */
    Fit fit(Shape input, Position position);
}
