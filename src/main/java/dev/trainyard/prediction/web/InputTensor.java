package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Written;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of an inference request with its elements, which are read only when somebody has looked at its shape.
 *
 * @param data its elements in JSON, nested or flat, row-major; null when they are binary
 * @param binary its elements in little-endian bytes, row-major; null when they are JSON
 */
record InputTensor(
        String name,
        List<Long> shape,
        TensorType type,
        @Nullable List<Object> data,
        @Nullable ByteBuffer binary) {

    private static final Pattern BASE64 = Pattern.compile("(data:image/[a-z.+-]{1,20};base64,)?[A-Za-z0-9+/=\\s]*");

    InputTensor {
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(size -> size < 0)) {
            throw malformed("input '%s' has shape %s".formatted(name, shape));
        }
    }

    /** Elements such as cells: numbers, truths and texts. */
    List<Object> elements() {
        return elements(false);
    }

    /** Elements that are files: bytes, or texts in base64. */
    List<Object> files() {
        return elements(true);
    }

    private List<Object> elements(boolean files) {
        List<Object> elements = binary != null ? binary(binary.duplicate().order(binary.order()), files) : json();
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Double number && !Double.isFinite(number)) {
                throw malformed("input '%s' holds %s at element %d; numbers are finite".formatted(name, number, i));
            }
        }
        return elements;
    }

    private List<Object> json() {
        if (data == null) {
            throw malformed("input '%s' has no data".formatted(name));
        }
        List<Object> flat = new ArrayList<>();
        flatten(data, flat);
        if (count() != flat.size()) {
            throw malformed("input '%s' has shape %s and %d elements".formatted(name, shape, flat.size()));
        }
        return flat;
    }

    private void flatten(List<?> nested, List<Object> flat) {
        for (Object element : nested) {
            if (element instanceof List<?> inner) {
                flatten(inner, flat);
            } else if (element != null && type.holds(element)) {
                flat.add(element);
            } else {
                throw malformed("input '%s' has datatype %s and holds %s".formatted(name, type, Written.of(element)));
            }
        }
    }

    private List<Object> binary(ByteBuffer bytes, boolean files) {
        long count = count();
        if (type.bytes() > 0 && bytes.remaining() != saturated(count, type.bytes())) {
            throw malformed("input '%s' has shape %s and %d bytes of %s, which has %d an element"
                    .formatted(name, shape, bytes.remaining(), type, type.bytes()));
        }
        List<Object> elements = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            elements.add(type == TensorType.BYTES ? text(bytes, i, files) : next(bytes, i));
        }
        if (bytes.hasRemaining()) {
            throw malformed("input '%s' has shape %s and %d bytes behind its last element"
                    .formatted(name, shape, bytes.remaining()));
        }
        return elements;
    }

    private Object next(ByteBuffer bytes, long place) {
        Object element = type.next(bytes);
        if (element == null) {
            throw malformed("element %d of input '%s' is no %s: it is neither 0 nor 1".formatted(place, name, type));
        }
        return element;
    }

    /** An element with its length, unsigned in four bytes, before it. */
    private Object text(ByteBuffer bytes, long place, boolean files) {
        long length = bytes.remaining() < Integer.BYTES ? Long.MAX_VALUE : bytes.getInt() & 0xffff_ffffL;
        if (length > bytes.remaining()) {
            throw malformed("element %d of input '%s' reaches beyond its binary data".formatted(place, name));
        }
        byte[] element = new byte[(int) length];
        bytes.get(element);
        return files ? file(element) : text(element, place);
    }

    private static Object file(byte[] element) {
        String latin = new String(element, StandardCharsets.ISO_8859_1);
        return BASE64.matcher(latin).matches() ? latin : element;
    }

    private String text(byte[] element, long place) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(element))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("element %d of input '%s' is not UTF-8".formatted(place, name));
        }
    }

    /** How many elements the shape has room for. */
    private long count() {
        return shape.contains(0L) ? 0 : shape.stream().reduce(1L, InputTensor::saturated);
    }

    private static long saturated(long some, long times) {
        return Math.multiplyHigh(some, times) == 0 && some * times >= 0 ? some * times : Long.MAX_VALUE;
    }

    static Problem malformed(String detail) {
        return new Problem(ProblemType.MALFORMED_REQUEST, detail);
    }
}
