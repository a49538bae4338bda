package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
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
    public static final Initializer ZEROS = named(Distribution.ZEROS);
    public static final Initializer ONES = named(Distribution.ONES);

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

    @JsonCreator
    static Initializer read(Object written) {
        return InitializerForm.read(written);
    }

    @JsonValue
    @JsonInclude(JsonInclude.Include.NON_NULL)
    Object written() {
        return InitializerForm.write(this);
    }

    /** The field names of the written form, by distribution. */
    static Map<Distribution, List<String>> fields() {
        return Map.of(
                Distribution.CONSTANT, List.of("value"),
                Distribution.NORMAL, List.of("mean", "stddev"),
                Distribution.TRUNCATED_NORMAL, List.of("mean", "stddev"),
                Distribution.UNIFORM, List.of("min", "max"));
    }
}
