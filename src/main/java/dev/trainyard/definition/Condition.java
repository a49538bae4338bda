package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What both networks of a GAN are told of an example: its class, or what is left of a picture, of which the generator makes
 * the whole one again.
 *
 * @param type {@code label, downscale, mask} or {@code grayscale}; others are read, and refused where jobs are planned
 * @param factor of {@code downscale}: the side of the square of pixels that become one
 * @param size of {@code mask}: the side of the square that is missing in the middle
 */
@InvalidAs(ProblemType.INVALID_DEFINITION)
@Schema(type = "object", example = "{\"type\":\"downscale\",\"factor\":2}")
public record Condition(
        String type, @Nullable Integer factor, @Nullable Integer size) {

    public static final String LABEL = "label";
    public static final String DOWNSCALE = "downscale";
    public static final String MASK = "mask";
    public static final String GRAYSCALE = "grayscale";

    static final List<String> OF_PICTURES = List.of(DOWNSCALE, MASK, GRAYSCALE);

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Condition {
        if (type == null) {
            throw new IllegalArgumentException(
                    "the condition has no type; there are: label, %s".formatted(String.join(", ", OF_PICTURES)));
        }
    }

    /** A condition that has nothing but its type. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Condition of(String type) {
        return new Condition(type, null, null);
    }

    @JsonValue
    Object json() {
        if (type.equals(LABEL)) {
            return type;
        }
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("type", type));
        if (factor != null) {
            fields.put("factor", factor);
        }
        if (size != null) {
            fields.put("size", size);
        }
        return fields;
    }

    /** Whether it is a class. */
    public boolean isLabel() {
        return type.equals(LABEL);
    }

    /** Whether it is what is left of a picture. */
    public boolean isPicture() {
        return OF_PICTURES.contains(type);
    }

    public boolean isMask() {
        return type.equals(MASK);
    }

    public boolean isGrayscale() {
        return type.equals(GRAYSCALE);
    }

    /** How many pixels of a side become one; 1 where the picture keeps its size. */
    public int shrinks() {
        return type.equals(DOWNSCALE) ? Objects.requireNonNull(factor) : 1;
    }

    /** The shape of what is left of a picture {@code [height, width, channels]}. */
    public Shape left(Shape picture) {
        List<Integer> whole = picture.dimensions();
        return Shape.of(whole.get(0) / shrinks(), whole.get(1) / shrinks(), isGrayscale() ? 1 : whole.get(2));
    }
}
