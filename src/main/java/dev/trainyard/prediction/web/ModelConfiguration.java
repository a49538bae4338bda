package dev.trainyard.prediction.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.prediction.RowLimit;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A model as the configuration of Triton's servers tells it: shapes without the axis of the batch.
 *
 * @param maxBatchSize how many rows a call may have
 */
@Schema(name = "ModelConfiguration")
record ModelConfiguration(
        @Schema(example = "admissions") String name,
        @Schema(example = "onnxruntime_onnx") String platform,
        @Schema(example = "onnxruntime") String backend,

        @JsonProperty("max_batch_size") @Schema(example = "10000")
        int maxBatchSize,

        List<Port> input,
        List<Port> output) {

    /** A tensor of one example. */
    @Schema(name = "ModelConfigurationTensor")
    record Port(
            @Schema(example = "gre") String name,

            @JsonProperty("data_type") @Schema(example = "TYPE_FP32")
            String dataType,

            @Schema(example = "[1]") List<Integer> dims) {

        static Port of(OpenInferenceController.Port port) {
            String type = port.datatype().equals("BYTES") ? "STRING" : port.datatype();
            return new Port(
                    port.name(),
                    "TYPE_" + type,
                    port.shape().subList(1, port.shape().size()));
        }
    }

    static ModelConfiguration of(OpenInferenceController.Metadata model) {
        return new ModelConfiguration(
                model.name(),
                "onnxruntime_onnx",
                "onnxruntime",
                RowLimit.MOST_ROWS,
                model.inputs().stream().map(Port::of).toList(),
                model.outputs().stream().map(Port::of).toList());
    }
}
