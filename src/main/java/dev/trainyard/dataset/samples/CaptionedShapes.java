package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.samples.Canvas.Point;
import dev.trainyard.dataset.samples.Canvas.Shape;
import java.util.List;
import java.util.Random;

/** One or two coloured shapes with a sentence that tells them. */
final class CaptionedShapes {

    private static final int SIDE = 32;
    private static final List<String> COLOURS = List.of("red", "green", "blue", "yellow", "white");
    private static final int[][] RGB = {{220, 40, 40}, {40, 190, 60}, {60, 90, 235}, {235, 215, 50}, {245, 245, 245}};
    static final List<String> SHAPES = List.of("circle", "square", "triangle");

    private CaptionedShapes() {}

    static Sample sample() {
        return new Sample(
                "captioned-shapes",
                "captioning",
                "One or two coloured shapes, 32 x 32 pixels, with a sentence such as 'a small red circle above a blue square'.",
                List.of("path", "caption"),
                "zip",
                Words.spec("caption"),
                new Sample.Usual(1_000, 0.1),
                PictureArchive.of(CaptionedShapes::draw));
    }

    /** A shape and how it is told. */
    private record Thing(int colour, String kind, boolean large) {

        static Thing any(boolean mayBeLarge, Random random) {
            return new Thing(
                    random.nextInt(COLOURS.size()),
                    SHAPES.get(random.nextInt(SHAPES.size())),
                    mayBeLarge && random.nextBoolean());
        }

        String words() {
            return "a %s %s %s".formatted(large ? "large" : "small", COLOURS.get(colour), kind);
        }

        void draw(Canvas canvas, Point middle) {
            canvas.fill(shape(kind, middle, large ? 10 : 5), RGB[colour]);
        }
    }

    static Shape shape(String kind, Point middle, double radius) {
        return switch (kind) {
            case "circle" -> Shape.disk(middle, radius);
            case "square" -> Shape.square(middle, radius);
            default -> Shape.triangle(middle, radius);
        };
    }

    private static void draw(PictureArchive archive, int rows, double noise, Random random) {
        archive.label("path", "caption");
        for (int i = 0; i < rows; i++) {
            Canvas canvas = new Canvas(SIDE, SIDE, 3);
            String caption = random.nextBoolean() ? one(canvas, random) : two(canvas, random);
            String path = "shapes/%06d.png".formatted(i);
            archive.add(path, canvas.noisy(noise, random).png());
            archive.label(path, caption);
        }
    }

    private static String one(Canvas canvas, Random random) {
        Thing thing = Thing.any(true, random);
        double room = thing.large() ? 5 : 10;
        thing.draw(canvas, new Point(SIDE / 2.0 + Digits.any(room, random), SIDE / 2.0 + Digits.any(room, random)));
        return thing.words();
    }

    private static String two(Canvas canvas, Random random) {
        Thing first = Thing.any(false, random);
        Thing second = Thing.any(false, random);
        boolean above = random.nextBoolean();
        double across = SIDE / 2.0 + Digits.any(8, random);
        double near = 8 + Digits.any(1.5, random);
        double far = 24 + Digits.any(1.5, random);
        first.draw(canvas, above ? new Point(across, near) : new Point(near, across));
        second.draw(canvas, above ? new Point(across, far) : new Point(far, across));
        return first.words() + (above ? " above " : " left of ") + second.words();
    }
}
