package dev.trainyard.job;

import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.NoiseEncoder;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which models make examples of noise, and of which classes. */
final class GeneratorForm {

    private static final int MOST_TOLD = 20;

    private GeneratorForm() {}

    static boolean makesExamples(Manifest manifest) {
        Inside inside = manifest.inside();
        return manifest.encoder() instanceof NoiseEncoder || (inside != null && inside.prior() != null);
    }

    static List<Violation> violations(Manifest manifest, @Nullable List<String> labels) {
        if (!makesExamples(manifest)) {
            return List.of(
                    new Violation(
                            "/count",
                            "no_generator",
                            "this model generates nothing, a GAN or a VAE does; name the data set whose rows it is to answer by datasetId"));
        }
        List<String> classes = manifest.encoder() instanceof NoiseEncoder noise ? noise.classes() : List.of();
        if (labels == null || classes.isEmpty()) {
            return labels == null ? List.of() : List.of(noLabels());
        }
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < labels.size() && violations.size() < MOST_TOLD; i++) {
            if (!classes.contains(labels.get(i))) {
                violations.add(unknown("/labels/" + i, labels.get(i), classes));
            }
        }
        return violations;
    }

    private static Violation noLabels() {
        return new Violation(
                "/labels",
                "no_labels",
                "this generator was not told classes; leave labels out",
                Suggestion.remove("/labels"));
    }

    private static Violation unknown(String pointer, String label, List<String> classes) {
        String message = "there is no class '%s'; there are: %s"
                .formatted(label, String.join(", ", classes.subList(0, Math.min(MOST_TOLD, classes.size()))));
        return NearestName.of(label, classes)
                .map(nearest ->
                        new Violation(pointer, "unknown_category", message, Suggestion.replace(pointer, nearest)))
                .orElseGet(() -> new Violation(pointer, "unknown_category", message));
    }
}
