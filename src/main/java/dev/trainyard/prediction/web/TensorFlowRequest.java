package dev.trainyard.prediction.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.prediction.RowLimit;
import dev.trainyard.prediction.Signature;
import dev.trainyard.prediction.Written;
import dev.trainyard.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** A prediction request as TensorFlow Serving reads it: in rows ({@code instances}) or in columns ({@code inputs}). */
record TensorFlowRequest(
        @JsonProperty("signature_name") @Schema(example = "serving_default") @Nullable
        String signatureName,

        @Schema(example = "[{\"gre\":380,\"gpa\":3.61,\"rank\":3}]") @JsonDeserialize(as = Few.class) @Nullable
        List<Object> instances,

        @Schema(example = "{\"gre\":[380],\"gpa\":[3.61],\"rank\":[3]}") @Nullable
        Object inputs) {

    boolean isByColumn() {
        return inputs != null;
    }

    /** The examples as the native call lists them. */
    List<?> examples(Signature signature) {
        if (signatureName != null && !signatureName.isEmpty() && !signatureName.equals("serving_default")) {
            throw Problem.notFound("there is no signature '%s'; there is serving_default".formatted(signatureName));
        }
        if ((instances == null) == (inputs == null)) {
            throw InputTensor.malformed("one of instances and inputs is expected");
        }
        Few.check(instances);
        List<?> given = instances != null ? instances : byExample(inputs, signature);
        return given.stream()
                .map(example -> example(TensorFlowValues.plain(example, signature), signature))
                .toList();
    }

    private static Object example(@Nullable Object given, Signature signature) {
        if (signature.isOfOne()) {
            return one(given, signature.columns().get(0).name());
        }
        if (signature.isOfClips()) {
            return clip(given, signature.columns().get(0).name());
        }
        if (!signature.isOfSequences()) {
            return row(given, signature);
        }
        if (given instanceof List<?> steps) {
            return steps.stream().map(step -> row(step, signature)).toList();
        }
        throw InputTensor.malformed("instances holds %s; each is a list of steps".formatted(Written.of(given)));
    }

    /** A text, as it is or by the name of its column. */
    private static Object one(@Nullable Object given, String name) {
        Object found = given instanceof Map<?, ?> cells && cells.size() == 1 ? cells.get(name) : given;
        Object text = found instanceof List<?> one && one.size() == 1 ? one.get(0) : found;
        if (text instanceof String) {
            return text;
        }
        throw InputTensor.malformed(
                "instances holds %s; each is a text, or {\"%s\":\"…\"}".formatted(Written.of(given), name));
    }

    /** The frames of a clip, as they are or by the name of the column. */
    private static Object clip(@Nullable Object given, String name) {
        Object frames = given instanceof Map<?, ?> cells && cells.size() == 1 ? cells.get(name) : given;
        if (frames instanceof String) {
            return List.of(frames); // a list of one was taken for its cell
        }
        if (frames instanceof List<?> files) {
            return files;
        }
        throw InputTensor.malformed("instances holds %s; each is a list of pictures, or {\"%s\":[\"…\"]}"
                .formatted(Written.of(given), name));
    }

    private static Map<?, ?> row(@Nullable Object given, Signature signature) {
        if (given instanceof Map<?, ?> cells) {
            return cells;
        }
        if (given instanceof List<?> cells && signature.isAllNumeric()) {
            return signature.row(cells);
        }
        if (given instanceof Number
                && signature.isAllNumeric()
                && signature.columns().size() == 1) {
            return signature.row(List.of(given));
        }
        throw InputTensor.malformed("instances holds %s; each is an object by column".formatted(Written.of(given)));
    }

    /** Columns, each a list of the examples' cells, or of the steps' cells of each, as examples. */
    private static List<?> byExample(@Nullable Object inputs, Signature signature) {
        if (inputs instanceof List<?> examples
                && (signature.isOfOne() || signature.isOfClips() || signature.isAllNumeric())) {
            return examples;
        }
        if (!(inputs instanceof Map<?, ?> columns) || !columns.values().stream().allMatch(List.class::isInstance)) {
            throw InputTensor.malformed("inputs is %s; it holds a list for each column".formatted(Written.of(inputs)));
        }
        int count = columns.values().stream()
                .mapToInt(cells -> ((List<?>) cells).size())
                .max()
                .orElse(0);
        RowLimit.checkMost(count);
        List<Object> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, @Nullable Object> cells = cells(columns, i, count);
            examples.add(signature.isOfSequences() && !signature.isOfClips() ? steps(cells) : cells);
        }
        return examples;
    }

    private static Map<String, @Nullable Object> cells(Map<?, ?> columns, int place, int count) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        columns.forEach((name, given) -> {
            List<?> column = (List<?>) given;
            if (column.size() != count) {
                throw InputTensor.malformed(
                        "inputs.%s has %d values and another column has %d".formatted(name, column.size(), count));
            }
            Object cell = column.get(place);
            cells.put(String.valueOf(name), cell instanceof List<?> one && one.size() == 1 ? one.get(0) : cell);
        });
        return cells;
    }

    private static List<Map<String, @Nullable Object>> steps(Map<String, @Nullable Object> series) {
        Map<String, List<?>> columns = new LinkedHashMap<>();
        series.forEach((name, cells) ->
                columns.put(name, cells instanceof List<?> list ? list : Collections.singletonList(cells)));
        int count = columns.values().stream().mapToInt(List::size).max().orElse(0);
        List<Map<String, @Nullable Object>> steps = new ArrayList<>();
        for (int step = 0; step < count; step++) {
            steps.add(cells(columns, step, count));
        }
        return steps;
    }
}
