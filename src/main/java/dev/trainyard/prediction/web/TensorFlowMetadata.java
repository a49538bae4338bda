package dev.trainyard.prediction.web;

import dev.trainyard.model.ServedVersion;
import dev.trainyard.prediction.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What TensorFlow Serving tells of models, in the JSON form of its messages: numbers of 64 bits are texts there. */
final class TensorFlowMetadata {

    private TensorFlowMetadata() {}

    /**
     * The states of versions; one that cannot be served has ended, and says why. Whether one of them can be is what KServe's
     * clients look for.
     */
    static Map<String, Object> status(String model, List<ServedVersion> versions) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put(
                "model_version_status",
                versions.stream().map(TensorFlowMetadata::status).toList());
        status.put("name", model);
        status.put("ready", versions.stream().anyMatch(version -> version.unservable() == null));
        return status;
    }

    private static Map<String, Object> status(ServedVersion version) {
        String reason = version.unservable();
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("version", Integer.toString(version.version()));
        status.put("state", reason == null ? "AVAILABLE" : "END");
        status.put("status", error(reason == null ? "OK" : "FAILED_PRECONDITION", reason == null ? "" : reason));
        return status;
    }

    private static Map<String, Object> error(String code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error_code", code);
        error.put("error_message", message);
        return error;
    }

    /** The one signature: a tensor for each column. */
    static Map<String, Object> signature(Signature signature) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("name", signature.model());
        spec.put("signature_name", "");
        spec.put("version", Integer.toString(signature.version()));
        Map<String, Object> serving = new LinkedHashMap<>();
        serving.put("inputs", inputs(signature));
        serving.put("outputs", outputs(signature));
        serving.put("method_name", "tensorflow/serving/predict");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("model_spec", spec);
        metadata.put("metadata", Map.of("signature_def", Map.of("signature_def", Map.of("serving_default", serving))));
        return metadata;
    }

    private static Map<String, Object> inputs(Signature signature) {
        List<Integer> shape =
                signature.isOfSequences() ? List.of(-1, signature.exact() ? signature.steps() : -1) : List.of(-1);
        Map<String, Object> inputs = new LinkedHashMap<>();
        signature
                .columns()
                .forEach(column -> inputs.put(
                        column.name(), tensor(column.name(), column.numeric() ? "DT_FLOAT" : "DT_STRING", shape)));
        return inputs;
    }

    private static Map<String, Object> outputs(Signature signature) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        signature
                .outputs()
                .forEach(output ->
                        outputs.put(output.name(), tensor(output.name(), type(output.datatype()), shape(output))));
        return outputs;
    }

    /** A label, a text or a picture is answered by itself, and not as a list of one. */
    private static List<Integer> shape(Signature.Tensor output) {
        List<Integer> shape = output.shape();
        return output.isOfOne() ? shape.subList(0, shape.size() - 1) : shape;
    }

    private static String type(String datatype) {
        return switch (datatype) {
            case "FP32" -> "DT_FLOAT";
            case "FP64" -> "DT_DOUBLE";
            default -> "DT_STRING";
        };
    }

    private static Map<String, Object> tensor(String name, String type, List<Integer> shape) {
        Map<String, Object> sizes = new LinkedHashMap<>();
        sizes.put("dim", shape.stream().map(TensorFlowMetadata::dimension).toList());
        sizes.put("unknown_rank", false);
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("dtype", type);
        tensor.put("tensor_shape", sizes);
        tensor.put("name", name + ":0");
        return tensor;
    }

    private static Map<String, Object> dimension(int size) {
        Map<String, Object> dimension = new LinkedHashMap<>();
        dimension.put("size", Integer.toString(size));
        dimension.put("name", "");
        return dimension;
    }
}
