package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an array gets its first values: a distribution's name, a distribution with its parameters, or the values
 * themselves, so that a textbook example can be followed number by number.
 *
 * @param type the distribution, {@link Distribution#VALUES} when the values are given
 * @param mean of {@code normal} and {@code truncatedNormal}, else 0
 * @param stddev of {@code normal} and {@code truncatedNormal}, else 0
 * @param min of {@code uniform}, else 0
 * @param max of {@code uniform}, else 0
 * @param value of {@code constant}, else 0
 * @param values the array itself: a list for a vector, a list of rows for a matrix
 */
public record Initializer(
        Distribution type,
        double mean,
        double stddev,
        double min,
        double max,
        double value,
        @Nullable List<?> values) {

    public static final Initializer GLOROT_UNIFORM = named(Distribution.GLOROT_UNIFORM);
    public static final Initializer ORTHOGONAL = named(Distribution.ORTHOGONAL);
    public static final Initializer ZEROS = named(Distribution.ZEROS);
    public static final Initializer ONES = named(Distribution.ONES);

    public Initializer {
        if (stddev < 0) {
            throw new IllegalArgumentException("stddev is %s; it is 0 or more".formatted(stddev));
        }
        if (min > max) {
            throw new IllegalArgumentException("min is %s and max is %s; min is the smaller".formatted(min, max));
        }
        if ((values == null) == (type == Distribution.VALUES)) {
            throw new IllegalArgumentException("an initializer of \"values\" lists them: {\"values\":[…]}");
        }
    }

    /** Keras' names. */
    public enum Distribution {
        @JsonProperty("zeros")
        ZEROS,
        @JsonProperty("ones")
        ONES,
        @JsonProperty("constant")
        CONSTANT,
        @JsonProperty("normal")
        NORMAL,
        @JsonProperty("truncatedNormal")
        TRUNCATED_NORMAL,
        @JsonProperty("uniform")
        UNIFORM,
        @JsonProperty("glorotUniform")
        GLOROT_UNIFORM,
        @JsonProperty("glorotNormal")
        GLOROT_NORMAL,
        @JsonProperty("heUniform")
        HE_UNIFORM,
        @JsonProperty("heNormal")
        HE_NORMAL,
        @JsonProperty("lecunUniform")
        LECUN_UNIFORM,
        @JsonProperty("lecunNormal")
        LECUN_NORMAL,
        /** Rows, or columns where there are more rows, that are orthonormal (Saxe et al. 2014). */
        @JsonProperty("orthogonal")
        ORTHOGONAL,
        @JsonProperty("values")
        VALUES
    }

    public static Initializer named(Distribution type) {
        return new Initializer(
                type,
                0,
                type == Distribution.NORMAL || type == Distribution.TRUNCATED_NORMAL ? 0.05 : 0,
                type == Distribution.UNIFORM ? -0.05 : 0,
                type == Distribution.UNIFORM ? 0.05 : 0,
                0,
                null);
    }

    /** The values themselves. */
    public static Initializer of(List<?> values) {
        return new Initializer(Distribution.VALUES, 0, 0, 0, 0, 0, values);
    }

    /** Why this cannot start an array of the given shape; the pointer is relative to what holds this as {@code field}. */
    public Optional<Violation> misfit(String field, Shape shape) {
        return values == null ? Optional.empty() : GivenValues.misfit("/" + field + "/values", values, shape);
    }

    @JsonCreator
    static Initializer read(Object written) {
        return InitializerForm.read(written);
    }

    @JsonValue
    @JsonInclude(JsonInclude.Include.NON_NULL)
    Object written() {
        return InitializerForm.write(this);
    }

    /** The field names of a distribution's written form. */
    static List<String> fields(Distribution type) {
        return switch (type) {
            case CONSTANT -> List.of("value");
            case NORMAL, TRUNCATED_NORMAL -> List.of("mean", "stddev");
            case UNIFORM -> List.of("min", "max");
            default -> List.of();
        };
    }
}
