package dev.trainyard.prediction;

import dev.trainyard.bundle.ClipEncoder;
import dev.trainyard.prediction.ExampleReader.Encoded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the squares of each frame of a clip count: the others stay as they are while one is covered.
 *
 * @param clip encoded
 * @param length how many frames it has
 * @param lengthTold whether the network is told the length
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record ClipMaps(ClipEncoder encoder, float[] clip, int length, boolean lengthTold) {

    ClipMaps(ClipEncoder encoder, Encoded encoded, int place) {
        this(
                encoder,
                Arrays.copyOfRange(encoded.values(), place * encoder.width(), (place + 1) * encoder.width()),
                encoded.lengths() == null ? encoder.steps() : encoded.lengths()[place],
                encoded.lengths() != null);
    }

    List<Explanation> of(Told told) {
        OcclusionMap map = new OcclusionMap(encoder.frame().form().size());
        double[] whole = told.of(new Encoded(clip, lengths(1)), 1)[0];
        List<double[][]> frames = new ArrayList<>();
        for (int frame = 0; frame < length; frame++) {
            int at = frame;
            frames.add(map.falls(
                    frame(frame),
                    whole,
                    (covered, count) -> told.of(new Encoded(with(covered, count, at), lengths(count)), count)));
        }
        List<Explanation> explanations = new ArrayList<>();
        for (int number = 0; number < whole.length; number++) {
            explanations.add(explained(map, told.names().get(number), whole[number], falls(frames, number)));
        }
        return explanations;
    }

    private int @Nullable [] lengths(int count) {
        if (!lengthTold) {
            return null;
        }
        int[] lengths = new int[count];
        Arrays.fill(lengths, length);
        return lengths;
    }

    private float[] frame(int frame) {
        int width = encoder.frame().width();
        return Arrays.copyOfRange(clip, frame * width, (frame + 1) * width);
    }

    /** The clip as often as there are covered frames, each with one of them in its place. */
    private float[] with(float[] covered, int count, int frame) {
        int width = encoder.frame().width();
        float[] clips = new float[count * clip.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(clip, 0, clips, i * clip.length, clip.length);
            System.arraycopy(covered, i * width, clips, i * clip.length + frame * width, width);
        }
        return clips;
    }

    private static List<double[]> falls(List<double[][]> frames, int number) {
        return frames.stream().map(frame -> frame[number]).toList();
    }

    private static Explanation explained(OcclusionMap map, String of, double value, List<double[]> frames) {
        double largest =
                frames.stream().mapToDouble(OcclusionMap::largest).max().orElse(0);
        return new Explanation.HeatMaps(
                of,
                value,
                map.square(),
                largest,
                frames.stream().map(falls -> map.painted(falls, largest)).toList());
    }
}
