package dev.trainyard.prediction.web;

import dev.trainyard.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The form of an answer that was asked for: JSON, or JSON and behind it the elements of those outputs that are wanted in
 * binary, little-endian and row-major. What is null in JSON is NaN there.
 */
final class InferAnswer {

    private InferAnswer() {}

    static ResponseEntity<Object> of(InferRequest request, InferResponse response) {
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        List<InferResponse.Output> outputs = response.outputs().stream()
                .map(output -> request.wantsBinary(output.name()) ? moved(output, binary) : output)
                .toList();
        return outputs.equals(response.outputs())
                ? ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(response)
                : binary(response.with(outputs), binary.toByteArray());
    }

    private static ResponseEntity<Object> binary(InferResponse response, byte[] elements) {
        byte[] json = Json.mapper().writeValueAsBytes(response);
        ByteBuffer body =
                ByteBuffer.allocate(json.length + elements.length).put(json).put(elements);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(InferBody.JSON_LENGTH, Integer.toString(json.length))
                .body(body.array());
    }

    private static InferResponse.Output moved(InferResponse.Output output, ByteArrayOutputStream binary) {
        List<@Nullable Object> elements = output.data() == null ? List.of() : output.data();
        int before = binary.size();
        elements.forEach(element -> binary.writeBytes(bytes(element, output.datatype())));
        return new InferResponse.Output(
                output.name(),
                output.shape(),
                output.datatype(),
                Map.of("binary_data_size", binary.size() - before),
                null);
    }

    private static byte[] bytes(@Nullable Object element, String datatype) {
        return switch (datatype) {
            case "FP32" ->
                room(Float.BYTES).putFloat(number(element).floatValue()).array();
            case "FP64" ->
                room(Double.BYTES).putDouble(number(element).doubleValue()).array();
            default -> text(element == null ? "" : element.toString());
        };
    }

    private static Number number(@Nullable Object element) {
        return element instanceof Number number ? number : Double.NaN;
    }

    private static byte[] text(String element) {
        byte[] text = element.getBytes(StandardCharsets.UTF_8);
        return room(Integer.BYTES + text.length).putInt(text.length).put(text).array();
    }

    private static ByteBuffer room(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
