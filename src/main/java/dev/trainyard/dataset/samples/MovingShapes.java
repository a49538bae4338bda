package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.samples.Canvas.Point;
import java.util.List;
import java.util.Random;

/** Clips of a shape that moves, rests and turns; each frame is labelled with how it got there. */
final class MovingShapes {

    private static final int SIDE = 20;
    private static final int FRAMES = 12;
    private static final double STEP = 2;
    private static final double EDGE = 4;
    private static final List<String> MOVES = List.of("still", "left", "right", "up", "down");
    private static final int[][] DIRECTIONS = {{0, 0}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}};

    private MovingShapes() {}

    static Sample sample() {
        return new Sample(
                "moving-shapes",
                "sequence-labelling",
                "Clips of 12 frames, 20 x 20 pixels in grey, of a shape that moves; each frame is labelled with the move since the last.",
                List.of("path", "clip", "frame", "label"),
                "zip",
                DatasetSpec.EMPTY.ofPictures(DatasetKind.SEQUENCES, null, null),
                new Sample.Usual(6_000, 0.05),
                PictureArchive.of(MovingShapes::draw));
    }

    private static void draw(PictureArchive archive, int rows, double noise, Random random) {
        archive.label("clip", "frame", "label");
        for (int clip = 0; clip < (rows + FRAMES - 1) / FRAMES; clip++) {
            drawClip(archive, "clips/%05d".formatted(clip), noise, random);
        }
    }

    private static void drawClip(PictureArchive archive, String clip, double noise, Random random) {
        String kind = CaptionedShapes.SHAPES.get(random.nextInt(CaptionedShapes.SHAPES.size()));
        double radius = 2.5 + random.nextDouble();
        Point place = new Point(SIDE / 2.0 + Digits.any(5, random), SIDE / 2.0 + Digits.any(5, random));
        int move = 0;
        for (int frame = 0; frame < FRAMES; frame++) {
            move = frame == 0 ? 0 : next(move, place, random);
            place = moved(place, move);
            Canvas canvas = new Canvas(SIDE, SIDE, 1);
            canvas.fill(CaptionedShapes.shape(kind, place, radius), 255);
            archive.add(
                    "%s/%02d.png".formatted(clip, frame),
                    canvas.noisy(noise, random).png());
            archive.label(clip, Integer.toString(frame), MOVES.get(move));
        }
    }

    /** Mostly the same again; another one now and then, and where the edge is near. */
    private static int next(int move, Point place, Random random) {
        int next = random.nextDouble() < 0.7 && move > 0 ? move : random.nextInt(MOVES.size());
        while (!isInside(moved(place, next))) {
            next = random.nextInt(MOVES.size());
        }
        return next;
    }

    private static Point moved(Point place, int move) {
        return new Point(place.x() + STEP * DIRECTIONS[move][0], place.y() + STEP * DIRECTIONS[move][1]);
    }

    private static boolean isInside(Point place) {
        return Math.min(place.x(), place.y()) >= EDGE && Math.max(place.x(), place.y()) <= SIDE - EDGE;
    }
}
