package dev.trainyard.prediction.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.prediction.Predicted;
import dev.trainyard.prediction.Signature;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to an inference request of the Open Inference Protocol. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InferResponse(
        @JsonProperty("model_name") @Schema(example = "admissions")
        String modelName,

        @JsonProperty("model_version") @Schema(example = "1")
        String modelVersion,

        @Nullable String id,
        List<Output> outputs) {

    /** @param data the elements, row-major; null when they are binary */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "InferOutput")
    record Output(
            @Schema(example = "probabilities") String name,
            @Schema(example = "[1,2]") List<Integer> shape,
            @Schema(example = "FP32") String datatype,

            @Schema(description = "`binary_data_size`, when its elements stand behind the JSON.") @Nullable
            Map<String, Object> parameters,

            @Schema(example = "[0.83,0.17]") @Nullable List<@Nullable Object> data) {}

    static InferResponse of(InferRequest request, Predicted predicted) {
        List<Output> outputs = new ArrayList<>();
        ProtocolAnswer.columns(predicted).forEach((name, rows) -> outputs.add(output(name, rows)));
        return new InferResponse(
                predicted.model(),
                Integer.toString(predicted.version()),
                request.id(),
                request.outputs() == null || request.outputs().isEmpty()
                        ? outputs
                        : request.outputs().stream()
                                .map(wanted -> wanted(wanted, outputs, predicted))
                                .toList());
    }

    private static Output wanted(InferRequest.Wanted wanted, List<Output> outputs, Predicted predicted) {
        Output whole = wanted(wanted.name(), outputs);
        Integer classes = InferRequest.classes(wanted);
        return classes == null
                ? whole
                : Classification.of(
                                classes, whole.name(), predicted.predictions().get(0))
                        .of(whole);
    }

    InferResponse with(List<Output> others) {
        return new InferResponse(modelName, modelVersion, id, others);
    }

    private static Output wanted(String name, List<Output> outputs) {
        return outputs.stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow(() -> InputTensor.malformed("there is no output '%s'; there are %s"
                        .formatted(name, outputs.stream().map(Output::name).toList())));
    }

    private static Output output(String name, List<@Nullable Object> rows) {
        List<Integer> shape = new ArrayList<>(List.of(rows.size()));
        Object first = rows.get(0);
        while (first instanceof List<?> list) {
            shape.add(list.size());
            first = list.isEmpty() ? null : list.get(0);
        }
        List<@Nullable Object> flat = new ArrayList<>();
        rows.forEach(row -> flatten(row, flat));
        if (flat.size() != shape.stream().reduce(1, Math::multiplyExact)) {
            throw InputTensor.malformed(
                    "the answers have different lengths, which one tensor has no room for; send sequences of one length in a call");
        }
        if (Signature.Tensor.isOfOne(name)) {
            shape.add(1);
        }
        return new Output(name, shape, Signature.Tensor.datatype(name), null, flat);
    }

    private static void flatten(@Nullable Object value, List<@Nullable Object> flat) {
        if (value instanceof List<?> list) {
            list.forEach(each -> flatten(each, flat));
        } else {
            flat.add(value);
        }
    }
}
