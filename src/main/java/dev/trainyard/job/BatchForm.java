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

    /** More make no archive that is read again. */
    static final int MOST_PICTURES = 400_000;

    private BatchForm() {}

    /** @throws Problem {@code not_available} for those that write texts on */
    static void require(ResolvedJob recipe) {
        if (recipe.examples() instanceof Examples.TextWindows) {
            throw Problem.notAvailable("this model writes texts on, and rows have no beginnings; generate takes them");
        }
    }

    /**
     * What stands against answering rows in the form that is wanted.
     *
     * @param rows how many there are
     */
    static List<Violation> violations(
            ResolvedJob recipe,
            Manifest manifest,
            long rows,
            @Nullable Boolean probabilities,
            @Nullable Double threshold) {
        List<Violation> violations = new ArrayList<>();
        if (recipe.definition() instanceof Gan gan && !gan.restores()) {
            violations.add(new Violation(
                    "/datasetId",
                    "no_rows_read",
                    "this GAN makes examples of noise and reads no rows; say by count how many it is to make"));
        }
        if (answersPictures(manifest.codec().ofOne()) && rows > MOST_PICTURES) {
            violations.add(new Violation(
                    "/datasetId",
                    "too_many_pictures",
                    "the data set has %,d pictures; one of answered ones has at most %,d".formatted(rows, MOST_PICTURES)));
        }
        if (probabilities != null && !tellsChances(manifest.codec().ofOne())) {
            violations.add(superfluous("probabilities", "is for models of classes or labels, and this one has none"));
        }
        if (threshold != null && !hasThreshold(manifest.codec().ofOne())) {
            violations.add(superfluous("threshold", "is for labels and for two classes, which this model has not"));
        }
        return violations;
    }

    private static boolean answersPictures(TargetCodec codec) {
        return codec instanceof TargetCodec.Example example && example.encoder() instanceof PictureEncoder;
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
