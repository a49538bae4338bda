package dev.trainyard.prediction;

import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.Thumbnail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Covers a picture square by square with its own mean colour, and tells for each pixel how far numbers fall, in the mean over
 * the squares that cover it. A square has an eighth of the shorter side, and they overlap by half.
 */
record OcclusionMap(PictureSize size) {

    /** Pictures that are asked together. */
    private static final int TOGETHER = 32;

    /** Answers numbers for each of so many encoded pictures. */
    interface Answers {
        double[][] of(float[] pictures, int count);
    }

    int square() {
        return Math.max(1, Math.round(Math.min(size.height(), size.width()) / 8f));
    }

    /** @param whole the numbers of the picture as it is */
    double[][] falls(float[] picture, double[] whole, Answers answers) {
        float[] mean = mean(picture);
        List<int[]> corners = corners();
        double[][] falls = new double[whole.length][size.height() * size.width()];
        int[] covers = new int[size.height() * size.width()];
        for (int from = 0; from < corners.size(); from += TOGETHER) {
            List<int[]> some = corners.subList(from, Math.min(corners.size(), from + TOGETHER));
            double[][] answered = answers.of(covered(picture, mean, some), some.size());
            for (int i = 0; i < some.size(); i++) {
                add(some.get(i), whole, answered[i], falls, covers);
            }
        }
        for (double[] fall : falls) {
            Arrays.setAll(fall, pixel -> fall[pixel] / covers[pixel]);
        }
        return falls;
    }

    private float[] mean(float[] picture) {
        float[] mean = new float[size.channels()];
        for (int i = 0; i < picture.length; i++) {
            mean[i % size.channels()] += picture[i] * size.channels() / picture.length;
        }
        return mean;
    }

    /** The upper left corners of the squares; the last of a row and of a column end with the picture. */
    private List<int[]> corners() {
        List<int[]> corners = new ArrayList<>();
        for (int y : starts(size.height())) {
            for (int x : starts(size.width())) {
                corners.add(new int[] {y, x});
            }
        }
        return corners;
    }

    private List<Integer> starts(int side) {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start < side - square(); start += Math.max(1, square() / 2)) {
            starts.add(start);
        }
        starts.add(side - square());
        return starts;
    }

    private float[] covered(float[] picture, float[] mean, List<int[]> corners) {
        float[] covered = new float[corners.size() * picture.length];
        for (int i = 0; i < corners.size(); i++) {
            System.arraycopy(picture, 0, covered, i * picture.length, picture.length);
            int[] corner = corners.get(i);
            for (int y = corner[0]; y < corner[0] + square(); y++) {
                for (int x = corner[1]; x < corner[1] + square(); x++) {
                    int at = i * picture.length + (y * size.width() + x) * size.channels();
                    System.arraycopy(mean, 0, covered, at, mean.length);
                }
            }
        }
        return covered;
    }

    private void add(int[] corner, double[] whole, double[] answered, double[][] falls, int[] covers) {
        for (int y = corner[0]; y < corner[0] + square(); y++) {
            for (int x = corner[1]; x < corner[1] + square(); x++) {
                int pixel = y * size.width() + x;
                covers[pixel]++;
                for (int number = 0; number < whole.length; number++) {
                    falls[number][pixel] += whole[number] - answered[number];
                }
            }
        }
    }

    static double largest(double[] falls) {
        return Arrays.stream(falls).map(Math::abs).max().orElse(0);
    }

    /** A PNG file in base64: white where nothing changes, red where the number falls, blue where it rises. */
    String painted(double[] falls) {
        return painted(falls, largest(falls));
    }

    /** @param largest what is painted in full colour */
    String painted(double[] falls, double largest) {
        double full = Math.max(largest, Double.MIN_NORMAL);
        PictureSize coloured = new PictureSize(size.height(), size.width(), 3);
        byte[] pixels = new byte[coloured.bytes()];
        for (int i = 0; i < falls.length; i++) {
            byte pale = (byte) Math.round(255 * (1 - Math.abs(falls[i]) / full));
            pixels[3 * i] = falls[i] >= 0 ? (byte) 255 : pale;
            pixels[3 * i + 1] = pale;
            pixels[3 * i + 2] = falls[i] > 0 ? pale : (byte) 255;
        }
        try {
            return Base64.getEncoder().encodeToString(new Thumbnail(coloured, pixels).within(Integer.MAX_VALUE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
