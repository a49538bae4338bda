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
import org.jspecify.annotations.Nullable;

/** Makes examples of noise that a seed draws: the same seed, the same examples. */
record Generation(Interior interior) {

    /**
     * The examples as the network makes them, still encoded.
     *
     * @param labels the class of each, or one for all; null for one after the other
     */
    float[] examples(int count, long seed, @Nullable List<String> labels) {
        NoiseEncoder encoder = encoder();
        if (labels != null) {
            check(encoder, count, labels);
        }
        return made(new NoiseDraw(encoder, seed, labels).next(count), count);
    }

    private NoiseEncoder encoder() {
        return interior.noise()
                .orElseThrow(() ->
                        Interior.refused("", "no_generator", "this model generates nothing; a GAN or a VAE does"));
    }

    float[] made(float[] noise, int count) {
        return interior.made(new Read(new Encoded(noise, null), count, List.of()));
    }

    /**
     * Makes examples piece by piece.
     *
     * @param labels known classes of the examples, over and over; null for all of them
     */
    Samplings samplings(long seed, @Nullable List<String> labels) {
        return new Samplings(this, new NoiseDraw(encoder(), seed, labels));
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
