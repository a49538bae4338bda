package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Condition;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.PictureForm;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Encodes what is left of a picture, of which a generator makes the whole again: one made smaller, with a hole in the middle,
 * or without its colours.
 *
 * @param picture how whole pictures are encoded
 * @param condition what becomes of them
 */
@JsonTypeName("degraded-picture")
public record DegradedEncoder(PictureEncoder picture, Condition condition) implements InputEncoder {

    /** The light of red, green and blue (ITU-R BT.601). */
    private static final double[] LIGHT = {0.299, 0.587, 0.114};

    private static final byte HOLE = (byte) 128;

    @Override
    public Shape shape() {
        return condition.left(picture.shape());
    }

    /** How the bytes of what is left become numbers: as those of whole pictures do; grey as the mean of the colours. */
    public PictureEncoder left() {
        return condition.isGrayscale()
                ? new PictureEncoder(leftForm(), mean(picture.offsets()), mean(picture.scales()))
                : new PictureEncoder(leftForm(), picture.offsets(), picture.scales());
    }

    private static List<Double> mean(List<Double> values) {
        return List.of(
                values.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    }

    private PictureForm leftForm() {
        List<Integer> left = shape().dimensions();
        return new PictureForm(
                left.get(0), left.get(1), left.get(2), picture.form().fitting());
    }

    /** In which form a caller's picture is read: made smaller already, whole, or in colours that are then taken away. */
    public PictureForm readForm() {
        return condition.isGrayscale() ? picture.form() : leftForm();
    }

    /** What is left of a picture that was read in that form. */
    public byte[] leftOfRead(byte[] pixels) {
        if (condition.isGrayscale()) {
            return grey(pixels);
        }
        return condition.isMask() ? holed(pixels) : pixels;
    }

    /** What is left of whole pictures, both encoded, {@code [rows]} and the shape of one. */
    public float[] leftOf(float[] whole) {
        int rows = whole.length / picture.width();
        float[] table = left().table();
        float[] encoded = new float[rows * width()];
        for (int row = 0; row < rows; row++) {
            byte[] pixels = picture.decode(whole, row * picture.width());
            byte[] left = condition.shrinks() > 1 ? shrunk(pixels) : leftOfRead(pixels);
            PictureEncoder.encode(left, table, encoded, row * width());
        }
        return encoded;
    }

    private byte[] grey(byte[] pixels) {
        byte[] grey = new byte[pixels.length / LIGHT.length];
        for (int i = 0; i < grey.length; i++) {
            double light = 0;
            for (int channel = 0; channel < LIGHT.length; channel++) {
                light += LIGHT[channel] * (pixels[i * LIGHT.length + channel] & 0xff);
            }
            grey[i] = (byte) Math.round(light);
        }
        return grey;
    }

    private byte[] holed(byte[] pixels) {
        byte[] holed = pixels.clone();
        float[] lost = lost().orElseThrow();
        for (int i = 0; i < holed.length; i++) {
            holed[i] = lost[i] > 0 ? HOLE : holed[i];
        }
        return holed;
    }

    /** Each pixel is the mean of those it stands for. */
    private byte[] shrunk(byte[] pixels) {
        byte[] small = new byte[width()];
        int[] sums = new int[small.length];
        int channels = shape().last();
        for (int i = 0; i < pixels.length; i++) {
            sums[leftPlace(i / channels) * channels + i % channels] += pixels[i] & 0xff;
        }
        int each = condition.shrinks() * condition.shrinks();
        for (int i = 0; i < small.length; i++) {
            small[i] = (byte) ((2 * sums[i] + each) / (2 * each));
        }
        return small;
    }

    /** The pixel of what is left that stands for a pixel of the whole picture. */
    private int leftPlace(int pixel) {
        int factor = condition.shrinks();
        int width = picture.form().width();
        return pixel / width / factor * (width / factor) + pixel % width / factor;
    }

    /** Which numbers of a picture are lost, 1, while those at 0 are kept as they are; empty where all are made anew. */
    public Optional<float[]> lost() {
        if (!condition.isMask()) {
            return Optional.empty();
        }
        PictureForm form = picture.form();
        int size = Objects.requireNonNull(condition.size());
        int top = (form.height() - size) / 2;
        int first = (form.width() - size) / 2;
        float[] lost = new float[picture.width()];
        for (int y = top; y < top + size; y++) {
            int from = (y * form.width() + first) * form.channels();
            Arrays.fill(lost, from, from + size * form.channels(), 1f);
        }
        return Optional.of(lost);
    }

    /**
     * What is left as large as the whole picture: each of its pixels where those stand that it stands for.
     *
     * @param left row-major, any number of them
     * @param channels of the result; the only one of what is left as often as is needed
     */
    public float[] spread(float[] left, int channels) {
        int own = shape().last();
        int pixels = picture.width() / picture.form().channels();
        int rows = left.length / width();
        float[] spread = new float[rows * pixels * channels];
        for (int i = 0; i < spread.length; i++) {
            int pixel = i / channels % pixels;
            int row = i / channels / pixels;
            spread[i] = left[row * width() + leftPlace(pixel) * own + i % channels % own];
        }
        return spread;
    }
}
