package dev.trainyard.prediction.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An inference request of the Open Inference Protocol, as its JSON has it. */
record InferRequest(
        @Schema(example = "42") @Nullable String id,

        @JsonProperty("model_name")
        @Schema(
                description = "As KServe's client writes it; which model is asked is told by the address alone.",
                example = "admissions")
        @Nullable
        String modelName,

        @Schema(
                description =
                        "`binary_data_output`: whether outputs are wanted in binary where they do not say it; `timeout`: after how many microseconds nobody waits any more.",
                example = "{\"binary_data_output\":false}")
        @Nullable
        Map<String, Object> parameters,

        @Nullable List<Tensor> inputs,
        @Nullable List<Wanted> outputs) {

    private static final String SIZE = "binary_data_size";
    private static final String BINARY = "binary_data";
    private static final String ALL_BINARY = "binary_data_output";
    private static final String TIMEOUT = "timeout";
    private static final String CLASSIFICATION = "classification";
    private static final long MOST_MICROS = 3_600_000_000L;

    InferRequest {
        if ((inputs != null && inputs.contains(null)) || (outputs != null && outputs.contains(null))) {
            throw new IllegalArgumentException("a tensor is null");
        }
    }

    /** An output that is wanted; all are given when none is named. */
    @Schema(name = "InferWanted")
    record Wanted(
            @Schema(example = "label") String name,

            @Schema(
                    description =
                            "`binary_data`: whether it is wanted in binary; `classification`: how many of its largest numbers are wanted, as `value:index:label`.",
                    example = "{\"binary_data\":false}")
            @Nullable
            Map<String, Object> parameters) {

        Wanted {
            if (name == null) {
                throw new IllegalArgumentException("an output lacks its name");
            }
        }
    }

    /** @param data the elements, row-major, nested or flat; missing when they are binary */
    @Schema(name = "InferTensor")
    record Tensor(
            @Schema(example = "gre") String name,
            @Schema(example = "[1,1]") List<Long> shape,
            @Schema(example = "FP32") String datatype,

            @Schema(
                    description = "`binary_data_size`: how many of the bytes behind the JSON are its elements.",
                    example = "{}")
            @Nullable
            Map<String, Object> parameters,

            @Schema(example = "[380]") @Nullable List<Object> data) {

        Tensor {
            if (name == null || shape == null || datatype == null || shape.contains(null)) {
                throw new IllegalArgumentException("a tensor lacks its name, shape or datatype");
            }
            shape = List.copyOf(shape);
        }

        TensorType type() {
            return TensorType.of(datatype)
                    .orElseThrow(() -> InputTensor.malformed(
                            "input '%s' has the unknown datatype '%s'".formatted(name, datatype)));
        }

        /** How many bytes its elements have, null when they are JSON. */
        @Nullable
        Long binarySize() {
            Object size = given(parameters).get(SIZE);
            if (size == null) {
                return null;
            }
            if (data != null) {
                throw InputTensor.malformed(
                        "input '%s' has data and %s: its elements are JSON or binary, not both".formatted(name, SIZE));
            }
            if (!(size instanceof Integer || size instanceof Long) || ((Number) size).longValue() < 0) {
                throw InputTensor.malformed(
                        "%s of input '%s' is %s; it is a number of bytes".formatted(SIZE, name, size));
            }
            return ((Number) size).longValue();
        }
    }

    /** After how many microseconds nobody waits any more; null when that is not said. */
    @Nullable
    Long timeoutMicros() {
        Object timeout = given(parameters).get(TIMEOUT);
        if (timeout == null) {
            return null;
        }
        if ((timeout instanceof Integer || timeout instanceof Long)
                && ((Number) timeout).longValue() > 0
                && ((Number) timeout).longValue() <= MOST_MICROS) {
            return ((Number) timeout).longValue();
        }
        throw InputTensor.malformed(
                "%s is %s; it is a number of microseconds from 1 to %d".formatted(TIMEOUT, timeout, MOST_MICROS));
    }

    /** How many of its largest numbers are wanted of an output; null when it is wanted as it is. */
    static @Nullable Integer classes(Wanted wanted) {
        Object classes = given(wanted.parameters()).get(CLASSIFICATION);
        if (classes == null) {
            return null;
        }
        if (classes instanceof Integer count && count > 0) {
            return count;
        }
        throw InputTensor.malformed(
                "%s of output '%s' is %s; it is a number of classes".formatted(CLASSIFICATION, wanted.name(), classes));
    }

    /** Whether an output is wanted in binary. */
    boolean wantsBinary(String output) {
        boolean all = flag(ALL_BINARY, parameters, false);
        return outputs == null
                ? all
                : outputs.stream()
                        .filter(wanted -> wanted.name().equals(output))
                        .findFirst()
                        .map(wanted -> flag(BINARY, wanted.parameters(), all))
                        .orElse(all);
    }

    private static boolean flag(String name, @Nullable Map<String, Object> parameters, boolean usual) {
        Object value = given(parameters).getOrDefault(name, usual);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw InputTensor.malformed("%s is %s; it is true or false".formatted(name, value));
    }

    private static Map<String, Object> given(@Nullable Map<String, Object> parameters) {
        return parameters == null ? Map.of() : parameters;
    }

    /** @throws Problem {@code not_available} for a parameter of an extension that there is not */
    void checkParameters() {
        refuseOthers(List.of(ALL_BINARY, TIMEOUT), parameters);
        if (inputs != null) {
            inputs.forEach(input -> refuseOthers(List.of(SIZE), input.parameters()));
        }
        if (outputs != null) {
            outputs.forEach(output -> refuseOthers(List.of(BINARY, CLASSIFICATION), output.parameters()));
        }
    }

    private static void refuseOthers(List<String> known, @Nullable Map<String, Object> parameters) {
        given(parameters).keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(other -> {
                    throw Problem.notAvailable("the parameter '%s' is not built; here there is %s"
                            .formatted(other, String.join(" and ", known)));
                });
    }
}
