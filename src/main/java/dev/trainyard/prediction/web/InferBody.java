package dev.trainyard.prediction.web;

import dev.trainyard.problem.JsonBody;
import dev.trainyard.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An inference request as it came: JSON and, by the binary tensor data extension, behind it the elements of those inputs that
 * are not in it, in the order of the inputs.
 */
record InferBody(InferRequest request, ByteBuffer binary) {

    /** The header that tells how many bytes of the body are JSON. */
    static final String JSON_LENGTH = "Inference-Header-Content-Length";

    /**
     * @param jsonLength the header, null when all of the body is JSON
     * @throws Problem {@code malformed_request} when it lies
     */
    static InferBody of(byte[] body, @Nullable String jsonLength) {
        int json = jsonLength == null ? body.length : length(jsonLength, body.length);
        InferRequest request = JsonBody.read(Arrays.copyOf(body, json), InferRequest.class);
        return new InferBody(request, ByteBuffer.wrap(body, json, body.length - json));
    }

    private static int length(String jsonLength, int most) {
        if (!jsonLength.matches("[0-9]{1,9}") || Integer.parseInt(jsonLength) > most) {
            throw InputTensor.malformed("%s is %s; it is how many of the body's %d bytes are JSON"
                    .formatted(JSON_LENGTH, jsonLength, most));
        }
        return Integer.parseInt(jsonLength);
    }

    /** @throws Problem {@code malformed_request} when there are none, or their sizes lie; {@code not_available} */
    List<InputTensor> inputs() {
        request.checkParameters();
        if (request.inputs() == null || request.inputs().isEmpty()) {
            throw InputTensor.malformed("there are no inputs");
        }
        ByteBuffer rest = binary.duplicate();
        List<InputTensor> inputs = new ArrayList<>();
        for (InferRequest.Tensor tensor : request.inputs()) {
            Long size = tensor.binarySize();
            ByteBuffer elements = size == null ? null : slice(rest, size, tensor);
            inputs.add(new InputTensor(tensor.name(), tensor.shape(), tensor.type(), tensor.data(), elements));
        }
        if (rest.hasRemaining()) {
            throw InputTensor.malformed("the body has %d bytes more than its JSON and the inputs' binary_data_size tell"
                    .formatted(rest.remaining()));
        }
        return inputs;
    }

    private static ByteBuffer slice(ByteBuffer rest, long size, InferRequest.Tensor tensor) {
        if (size > rest.remaining()) {
            throw InputTensor.malformed("input '%s' has a binary_data_size of %d, and the body has %d bytes left"
                    .formatted(tensor.name(), size, rest.remaining()));
        }
        ByteBuffer slice = rest.slice(rest.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
        rest.position(rest.position() + (int) size);
        return slice;
    }
}
