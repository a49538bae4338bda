package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Signature;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as TensorFlow Serving's clients write them: {@code {"b64": "…"}} stands for bytes in base64. */
final class TensorFlowValues {

    private static final String B64 = "b64";

    private TensorFlowValues() {}

    /** The same with bytes as the model reads them: files stay in base64, anything else is a text. */
    static @Nullable Object plain(@Nullable Object given, Signature signature) {
        if (given instanceof Map<?, ?> object) {
            return object.size() == 1 && object.get(B64) instanceof String base64
                    ? bytes(base64, signature)
                    : plain(object, signature);
        }
        return given instanceof List<?> list ? plain(list, signature) : given;
    }

    private static List<@Nullable Object> plain(List<?> list, Signature signature) {
        List<@Nullable Object> plain = new ArrayList<>();
        list.forEach(value -> plain.add(plain(value, signature)));
        return plain;
    }

    private static Map<String, @Nullable Object> plain(Map<?, ?> object, Signature signature) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        object.forEach((name, value) -> plain.put(String.valueOf(name), plain(value, signature)));
        return plain;
    }

    private static String bytes(String base64, Signature signature) {
        if (signature.isOfFiles() || signature.isOfClips()) {
            return base64;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw InputTensor.malformed("b64 is '%s', which is no UTF-8 in base64"
                    .formatted(base64.length() > 40 ? base64.substring(0, 40) + "…" : base64));
        }
    }
}
