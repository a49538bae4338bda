package dev.trainyard.plan;

import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.layer.Embedding;
import dev.trainyard.problem.Suggestion;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Text to read. */
interface TextMaterial extends Material {

    Set<Task> TASKS = EnumSet.of(Task.TEXT_GENERATION, Task.TRANSLATION);

    /** Whether a job is about text. */
    static boolean isAsked(Given given) {
        JobSpec spec = given.spec();
        return given.dataset().kind() != DatasetKind.IMAGES
                && (spec.text() != null
                        || given.dataset().kind() == DatasetKind.TEXT
                        || (spec.task() != null && TASKS.contains(spec.task()))
                        || namesText(given));
    }

    private static boolean namesText(Given given) {
        return given.spec().features() != null
                && new TextColumns(given.dataset())
                        .all().stream()
                                .anyMatch(column -> given.spec().features().contains(column.name()));
    }

    static Optional<Material> of(Given given, Remarks remarks) {
        return LabelledTexts.of(given, remarks).map(Material.class::cast);
    }

    /** How the text that is read becomes numbers. */
    TextForm reads();

    /** Gives each embedding that leaves it open the size of the vocabulary. */
    @Override
    default ModelDefinition settled(ModelDefinition definition) {
        return definition instanceof Sequential sequential
                ? new Sequential(
                        sequential.name(),
                        sequential.layers().stream()
                                .map(layer -> layer instanceof Embedding embedding
                                        ? embedding.of(reads().vocabulary())
                                        : layer)
                                .toList())
                : definition;
    }

    /** Refuses a field of {@code text} that this kind of job has no use for. */
    static void refuse(@org.jspecify.annotations.Nullable Object value, String field, String why, Remarks remarks) {
        if (value != null) {
            String pointer = "/text/" + field;
            remarks.violation(pointer, "not_used", why, Suggestion.remove(pointer));
        }
    }
}
