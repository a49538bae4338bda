package dev.trainyard.prediction.web;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data types of tensors, by the words of the Open Inference Protocol; {@code BF16} is one of Triton's own. */
enum TensorType {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    BF16(2),
    FP32(4),
    FP64(8),
    BYTES(0);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    static Optional<TensorType> of(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** How many bytes an element has, 0 where each has its own length. */
    int bytes() {
        return bytes;
    }

    /** Whether a JSON value can be an element. */
    boolean holds(@Nullable Object element) {
        return switch (this) {
            case BYTES -> element instanceof String;
            case BOOL -> element instanceof Boolean;
            case FP16, BF16, FP32, FP64 -> element instanceof Number;
            case UINT8, UINT16, UINT32, UINT64 -> isWithin(element, BigInteger.ZERO, BigInteger.TWO.pow(8 * bytes));
            case INT8, INT16, INT32, INT64 ->
                isWithin(element, BigInteger.TWO.pow(8 * bytes - 1).negate(), BigInteger.TWO.pow(8 * bytes - 1));
        };
    }

    private static boolean isWithin(@Nullable Object element, BigInteger least, BigInteger beyond) {
        if (!(element instanceof Integer || element instanceof Long || element instanceof BigInteger)) {
            return false;
        }
        BigInteger number = new BigInteger(element.toString());
        return number.compareTo(least) >= 0 && number.compareTo(beyond) < 0;
    }

    /**
     * The next element of little-endian bytes, of a type whose elements have all the same length; null when the bytes stand
     * for none.
     */
    @Nullable
    Object next(ByteBuffer data) {
        return switch (this) {
            case BOOL -> truth(data.get());
            case UINT8 -> data.get() & 0xff;
            case UINT16 -> data.getShort() & 0xffff;
            case UINT32 -> data.getInt() & 0xffff_ffffL;
            case UINT64 -> unsigned(data.getLong());
            case INT8 -> (int) data.get();
            case INT16 -> (int) data.getShort();
            case INT32 -> data.getInt();
            case INT64 -> data.getLong();
            case FP16 -> half(data.getShort());
            case BF16 -> (double) Float.intBitsToFloat(data.getShort() << 16);
            case FP32 -> (double) data.getFloat();
            case FP64 -> data.getDouble();
            case BYTES -> throw new IllegalStateException("elements of BYTES have each their own length");
        };
    }

    private static @Nullable Boolean truth(byte element) {
        return element == 0 || element == 1 ? Boolean.valueOf(element == 1) : null;
    }

    private static Number unsigned(long bits) {
        if (bits >= 0) {
            return bits;
        }
        return new BigInteger(Long.toUnsignedString(bits));
    }

    /** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double size = switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24);
            case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (fraction + 1024), exponent - 25);
        };
        return bits < 0 ? -size : size;
    }
}
