package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorTypeTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            BOOL,   01,               true
            UINT8,  ff,               255
            INT8,   ff,               -1
            UINT16, feff,             65534
            INT16,  feff,             -2
            UINT32, ffffffff,         4294967295
            INT32,  feffffff,         -2
            UINT64, ffffffffffffffff, 18446744073709551615
            INT64,  feffffffffffffff, -2
            FP16,   003c,             1.0
            FP16,   00c0,             -2.0
            FP16,   0100,             5.9604644775390625E-8
            FP16,   ff7b,             65504.0
            FP16,   007c,             Infinity
            FP16,   017e,             NaN
            BF16,   803f,             1.0
            BF16,   c0bf,             -1.5
            FP32,   00001644,         600.0
            FP64,   0000000000000c40, 3.5
            """)
    void readsLittleEndianElements(TensorType type, String bytes, String expected) {
        ByteBuffer data = ByteBuffer.wrap(HexFormat.of().parseHex(bytes)).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(data.remaining()).isEqualTo(type.bytes());
        assertThat(type.next(data)).hasToString(expected);
        assertThat(data.hasRemaining()).isFalse();
    }

    @Test
    void holdsTheNumbersOfItsRangeOnly() {
        assertThat(TensorType.INT8.holds(-128)).isTrue();
        assertThat(TensorType.INT8.holds(128)).isFalse();
        assertThat(TensorType.UINT64.holds(new BigInteger("18446744073709551615")))
                .isTrue();
        assertThat(TensorType.UINT64.holds(-1)).isFalse();
        assertThat(TensorType.INT64.holds(new BigInteger("18446744073709551615")))
                .isFalse();
        assertThat(TensorType.INT32.holds(1.5)).isFalse();
        assertThat(TensorType.FP32.holds(1)).isTrue();
        assertThat(TensorType.BOOL.holds(1)).isFalse();
        assertThat(TensorType.BYTES.holds(null)).isFalse();
    }
}
