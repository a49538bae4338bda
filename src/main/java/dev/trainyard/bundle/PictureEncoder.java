package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.PictureForm;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Encodes the bytes of a picture, {@code [height, width, channels]}: {@code (x - offset) / scale}, channel by channel.
 *
 * @param offsets one for each channel
 * @param scales one for each channel, above 0
 */
@JsonTypeName("picture")
public record PictureEncoder(PictureForm form, List<Double> offsets, List<Double> scales) implements InputEncoder {

    private static final int VALUES = 256;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    public PictureEncoder {
        offsets = List.copyOf(offsets);
        scales = List.copyOf(scales);
        if (offsets.size() != form.channels() || scales.size() != form.channels()) {
            throw new IllegalArgumentException("%d channels have %d offsets and %d scales"
                    .formatted(form.channels(), offsets.size(), scales.size()));
        }
        if (!scales.stream().allMatch(scale -> scale > 0)) {
            throw new IllegalArgumentException("scales are %s; they are above 0".formatted(scales));
        }
    }

    @Override
    public Shape shape() {
        return form.shape();
    }

    /** What each of the 256 values a byte can have becomes, channel after channel. */
    public float[] table() {
        float[] table = new float[VALUES * form.channels()];
        for (int i = 0; i < table.length; i++) {
            table[i] = encode(i % VALUES, i / VALUES);
        }
        return table;
    }

    /** Encodes a value from 0 to 255, which may lie between two whole numbers. */
    public float encode(double value, int channel) {
        return (float) ((value - offsets.get(channel)) / scales.get(channel));
    }

    /** The bytes of a picture that is encoded from {@code at} on, each rounded to what a byte can have. */
    public byte[] decode(float[] encoded, int at) {
        byte[] pixels = new byte[width()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(255 * brightness(encoded[at + i], i % form.channels()));
        }
        return pixels;
    }

    /** Encoded pictures as light, from 0 (black) to 1. */
    public float[] brightness(float[] encoded) {
        float[] light = new float[encoded.length];
        for (int i = 0; i < light.length; i++) {
            light[i] = brightness(encoded[i], i % form.channels());
        }
        return light;
    }

    private float brightness(float encoded, int channel) {
        double value = (encoded * scales.get(channel) + offsets.get(channel)) / (VALUES - 1);
        return (float) Math.max(0, Math.min(1, value));
    }

    /** Writes a picture into {@code row} from {@code at}. */
    public static void encode(byte[] pixels, float[] table, float[] row, int at) {
        int channels = table.length / VALUES;
        if (channels == 1) {
            encodeGrey(pixels, table, row, at);
        } else {
            for (int i = 0, channel = 0; i < pixels.length; i++, channel = channel + 1 == channels ? 0 : channel + 1) {
                row[at + i] = table[channel * VALUES + (pixels[i] & 0xff)];
            }
        }
    }

    /** Reads eight pixels at once, which takes three quarters of the time. */
    private static void encodeGrey(byte[] pixels, float[] table, float[] row, int at) {
        int whole = pixels.length - pixels.length % Long.BYTES;
        for (int i = 0; i < whole; i += Long.BYTES) {
            long eight = (long) EIGHT.get(pixels, i);
            for (int k = 0; k < Long.BYTES; k++) {
                row[at + i + k] = table[(int) (eight >>> Byte.SIZE * k) & 0xff];
            }
        }
        for (int i = whole; i < pixels.length; i++) {
            row[at + i] = table[pixels[i] & 0xff];
        }
    }
}
