package dev.trainyard.job;

import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.definition.Gan;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What models are asked of the rows of a data set, and what not. */
final class BatchForm {

    /** More make no archive that is read again. */
    static final int MOST_PICTURES = 400_000;

    private BatchForm() {}

    /** Whether a text is what stands before another. */
    static boolean writesTexts(ResolvedJob recipe) {
        return recipe.examples() instanceof Examples.TextWindows;
    }

    /**
     * What stands against answering rows in the form that is wanted.
     *
     * @param rows how many there are
     */
    static List<Violation> violations(
            ResolvedJob recipe, Manifest manifest, long rows, BatchPredictions.Wanted wanted) {
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
                    "the data set has %,d pictures; one of answered ones has at most %,d"
                            .formatted(rows, MOST_PICTURES)));
        }
        if (wanted.probabilities() != null && !tellsChances(manifest.codec().ofOne())) {
            violations.add(superfluous("probabilities", "is for models of classes or labels, and this one has none"));
        }
        if (wanted.threshold() != null && !hasThreshold(manifest.codec().ofOne())) {
            violations.add(superfluous("threshold", "is for labels and for two classes, which this model has not"));
        }
        if (!writesTexts(recipe)) {
            String why = "is for models that write texts on, and this one does not";
            Map<String, @Nullable Object> given = new LinkedHashMap<>();
            given.put("length", wanted.length());
            given.put("temperature", wanted.temperature());
            given.put("seed", wanted.seed());
            given.forEach((field, value) -> {
                if (value != null) {
                    violations.add(superfluous(field, why));
                }
            });
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
