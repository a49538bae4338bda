package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputTensorTest {

    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
    private static final byte[] BASE64 = "iVBORw0KGgo=".getBytes(StandardCharsets.US_ASCII);

    private static InputTensor bytes(byte[]... elements) {
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        for (byte[] element : elements) {
            ByteBuffer length =
                    ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(element.length);
            binary.writeBytes(length.array());
            binary.writeBytes(element);
        }
        ByteBuffer data = ByteBuffer.wrap(binary.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        return new InputTensor("image", List.of((long) elements.length, 1L), TensorType.BYTES, null, data);
    }

    @Test
    void readsFilesAsTheyAreOrInBase64() {
        assertThat(bytes(PNG, BASE64).files()).containsExactly(PNG, "iVBORw0KGgo=");
    }

    @Test
    void readsTextsAsUtf8Only() {
        assertThat(bytes("größer".getBytes(StandardCharsets.UTF_8), new byte[0]).elements())
                .containsExactly("größer", "");
        assertThatThrownBy(() -> bytes(PNG).elements()).hasMessage("element 0 of input 'image' is not UTF-8");
    }

    @Test
    void countsWithoutOverflow() {
        InputTensor lies =
                new InputTensor("x", List.of(1L << 40, 1L << 40), TensorType.INT8, null, ByteBuffer.allocate(0));

        assertThatThrownBy(lies::elements).hasMessageContaining("0 bytes of INT8");
        assertThat(new InputTensor("x", List.of(0L, 1L << 62), TensorType.INT8, List.of(), null).elements())
                .isEmpty();
        assertThatThrownBy(() -> new InputTensor("x", List.of(-1L), TensorType.INT8, List.of(), null))
                .hasMessage("input 'x' has shape [-1]");
    }
}
