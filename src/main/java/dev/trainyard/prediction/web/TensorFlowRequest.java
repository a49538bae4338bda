package dev.trainyard.prediction.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.prediction.Signature;
import dev.trainyard.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A prediction request as TensorFlow Serving reads it: in rows ({@code instances}) or in columns ({@code inputs}). */
record TensorFlowRequest(
        @JsonProperty("signature_name") @Schema(example = "serving_default") @Nullable
        String signatureName,

        @Schema(example = "[{\"gre\":380,\"gpa\":3.61,\"rank\":3}]") @Nullable
        List<Object> instances,

        @Schema(example = "{\"gre\":[380],\"gpa\":[3.61],\"rank\":[3]}") @Nullable
        Map<String, List<Object>> inputs) {

    boolean isByColumn() {
        return inputs != null;
    }

    List<Map<String, @Nullable Object>> rows(Signature signature) {
        if (signatureName != null && !signatureName.equals("serving_default")) {
            throw Problem.notFound("there is no signature '%s'; there is serving_default".formatted(signatureName));
        }
        if ((instances == null) == (inputs == null)) {
            throw InferRequest.malformed("one of instances and inputs is expected");
        }
        return inputs == null ? byRow(instances == null ? List.of() : instances, signature) : byColumn(inputs);
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static List<Map<String, @Nullable Object>> byRow(List<Object> instances, Signature signature) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Object instance : instances) {
            if (instance instanceof Map<?, ?> cells) {
                rows.add((Map<String, @Nullable Object>) cells);
            } else if (instance instanceof List<?> cells && signature.isAllNumeric()) {
                rows.add(signature.row(cells));
            } else {
                throw InferRequest.malformed(
                        "instances holds %s; each is an object by column".formatted(String.valueOf(instance)));
            }
        }
        return rows;
    }

    private static List<Map<String, @Nullable Object>> byColumn(Map<String, List<Object>> inputs) {
        int rows = inputs.values().stream().mapToInt(List::size).max().orElse(0);
        List<Map<String, @Nullable Object>> table = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            table.add(new LinkedHashMap<>());
        }
        inputs.forEach((name, cells) -> {
            if (cells.size() != rows) {
                throw InferRequest.malformed(
                        "inputs.%s has %d values and another column has %d".formatted(name, cells.size(), rows));
            }
            for (int row = 0; row < rows; row++) {
                Object cell = cells.get(row);
                table.get(row).put(name, cell instanceof List<?> one && one.size() == 1 ? one.get(0) : cell);
            }
        });
        return table;
    }
}
