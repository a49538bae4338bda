package dev.trainyard.job;

import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.definition.Gan;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which models can answer the rows of a data set so that each answer stands in its row. */
final class BatchForm {

    private BatchForm() {}

    /** @throws Problem {@code not_available} for all others */
    static void require(ResolvedJob recipe, Manifest manifest) {
        if (recipe.definition() instanceof Gan gan && !gan.restores()) {
            throw Problem.notAvailable(
                    "a GAN makes examples of noise and reads no rows; generate makes as many as are asked for");
        }
        if (recipe.examples() instanceof Examples.TextWindows) {
            throw Problem.notAvailable("this model writes texts on, and rows have no beginnings; generate takes them");
        }
        if (manifest.codec().ofOne() instanceof TargetCodec.Example example
                && example.encoder() instanceof PictureEncoder) {
            throw Problem.notAvailable(
                    "this model answers with pictures, for which a table has no room; predict and reconstruct tell them");
        }
    }

    /** What stands against the form that is wanted. */
    static List<Violation> violations(Manifest manifest, @Nullable Boolean probabilities, @Nullable Double threshold) {
        List<Violation> violations = new ArrayList<>();
        if (probabilities != null && !tellsChances(manifest.codec().ofOne())) {
            violations.add(superfluous("probabilities", "is for models of classes or labels, and this one has none"));
        }
        if (threshold != null && !hasThreshold(manifest.codec().ofOne())) {
            violations.add(superfluous("threshold", "is for labels and for two classes, which this model has not"));
        }
        return violations;
    }

    private static boolean tellsChances(TargetCodec codec) {
        return codec instanceof TargetCodec.Classes
                || codec instanceof TargetCodec.Labels
                || (codec instanceof TargetCodec.Several several
                        && several.heads().stream().anyMatch(head -> tellsChances(head.codec())));
    }

    private static boolean hasThreshold(TargetCodec codec) {
        return (codec instanceof TargetCodec.Classes classes
                        && classes.categories().size() == 2)
                || codec instanceof TargetCodec.Labels
                || (codec instanceof TargetCodec.Several several
                        && several.heads().stream().anyMatch(head -> hasThreshold(head.codec())));
    }

    private static Violation superfluous(String field, String why) {
        String pointer = "/" + field;
        return new Violation(
                pointer, "unknown_field", "%s %s: leave it out".formatted(field, why), Suggestion.remove(pointer));
    }
}
