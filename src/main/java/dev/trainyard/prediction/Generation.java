package dev.trainyard.prediction;

import dev.trainyard.bundle.NoiseEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.prediction.Servable.Read;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes examples of noise that a seed draws: the same seed, the same examples. */
record Generation(Interior interior) {

    /**
     * The examples as the network makes them, still encoded.
     *
     * @param labels the class of each, or one for all; null for one after the other
     */
    float[] examples(int count, long seed, @Nullable List<String> labels) {
        NoiseEncoder encoder = interior.noise()
                .orElseThrow(() ->
                        Interior.refused("", "no_generator", "this model generates nothing; a GAN or a VAE does"));
        return interior.made(new Read(new Encoded(noise(encoder, count, seed, labels), null), count, List.of()));
    }

    private static float[] noise(NoiseEncoder encoder, int count, long seed, @Nullable List<String> labels) {
        int[] classes = classes(encoder, count, labels);
        Random random = new Random(seed);
        float[] rows = new float[Math.multiplyExact(count, encoder.width())];
        for (int row = 0; row < count; row++) {
            int at = row * encoder.width();
            for (int i = 0; i < encoder.latentSize(); i++) {
                rows[at + i] = (float) random.nextGaussian();
            }
            if (!encoder.classes().isEmpty()) {
                rows[at + encoder.latentSize() + classes[row]] = 1f;
            }
        }
        return rows;
    }

    private static int[] classes(NoiseEncoder encoder, int count, @Nullable List<String> labels) {
        int[] classes = new int[count];
        if (labels == null) {
            for (int row = 0; row < count && !encoder.classes().isEmpty(); row++) {
                classes[row] = row % encoder.classes().size();
            }
            return classes;
        }
        check(encoder, count, labels);
        for (int row = 0; row < count; row++) {
            classes[row] = encoder.classes().indexOf(labels.get(labels.size() == 1 ? 0 : row));
        }
        return classes;
    }

    private static void check(NoiseEncoder encoder, int count, List<String> labels) {
        if (encoder.classes().isEmpty()) {
            throw Interior.refused("/labels", "no_labels", "this generator was not told classes; leave labels out");
        }
        if (labels.size() != 1 && labels.size() != count) {
            throw Interior.refused(
                    "/labels",
                    "wrong_length",
                    "there are %d labels for %d examples; give one for each, or one for all"
                            .formatted(labels.size(), count));
        }
        List<Violation> unknown = new ArrayList<>();
        for (int i = 0; i < labels.size() && unknown.size() < 20; i++) {
            if (!encoder.classes().contains(labels.get(i))) {
                unknown.add(unknown("/labels/" + i, labels.get(i), encoder.classes()));
            }
        }
        if (!unknown.isEmpty()) {
            throw new Problem(
                    ProblemType.INVALID_PREDICTION_INPUT, unknown.get(0).message(), unknown);
        }
    }

    private static Violation unknown(String pointer, String label, List<String> classes) {
        String message = "there is no class '%s'; there are: %s"
                .formatted(label, String.join(", ", classes.subList(0, Math.min(20, classes.size()))));
        return NearestName.of(label, classes)
                .map(nearest ->
                        new Violation(pointer, "unknown_category", message, Suggestion.replace(pointer, nearest)))
                .orElseGet(() -> new Violation(pointer, "unknown_category", message));
    }

    /** As callers get them. */
    List<Prediction> decoded(float[] examples, int count) {
        return new AnswerDecoder((TargetCodec.Example) interior.manifest().codec()).decode(examples, null, count);
    }
}
