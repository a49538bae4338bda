package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.samples.Canvas.Point;
import java.util.List;
import java.util.Random;

/** Handwritten digits, 28 x 28 pixels in grey, in the manner of MNIST. */
final class Digits {

    private static final int SIDE = 28;

    private Digits() {}

    static Sample sample() {
        return new Sample(
                "digits",
                "classification",
                "Written digits from 0 to 9 in many hands, 28 x 28 pixels in grey, shifted, turned and with grain.",
                List.of("path", "label"),
                "zip",
                DatasetSpec.EMPTY.ofPictures(DatasetKind.IMAGES, null, null),
                new Sample.Usual(1_000, 0.1),
                PictureArchive.of(Digits::draw));
    }

    private static void draw(PictureArchive archive, int rows, double noise, Random random) {
        for (int i = 0; i < rows; i++) {
            int digit = random.nextInt(10);
            archive.add("%d/%06d.png".formatted(digit, i), picture((char) ('0' + digit), noise, random));
        }
    }

    private static byte[] picture(char digit, double noise, Random random) {
        Canvas canvas = new Canvas(SIDE, SIDE, 1);
        Point middle = new Point(SIDE / 2.0 + any(2.5, random), SIDE / 2.0 + any(2.5, random));
        double height = 17 + any(2, random);
        Glyphs.write(canvas, digit, Glyphs.Hand.any(1.5, random), middle, height, any(0.22, random), random);
        return canvas.noisy(noise, random).png();
    }

    /** Up to so far from 0, to either side. */
    static double any(double most, Random random) {
        return most * (2 * random.nextDouble() - 1);
    }
}
