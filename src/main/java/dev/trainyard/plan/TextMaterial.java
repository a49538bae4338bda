package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.layer.Embedding;
import dev.trainyard.problem.Suggestion;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** Whether the one column to learn from, named or left, is text. */
    private static boolean namesText(Given given) {
        List<String> texts = new TextColumns(given.dataset())
                .all().stream().map(Column::name).toList();
        List<String> features = given.spec().features();
        return features == null
                ? texts.size() == 1 && hasNothingElse(given)
                : features.size() == 1 && texts.contains(features.get(0));
    }

    private static boolean hasNothingElse(Given given) {
        List<Column> target = Columns.targets(given.spec(), given.dataset(), new Remarks());
        return target.stream().noneMatch(column -> column.type() == ColumnType.TEXT)
                && given.dataset().columns().stream()
                        .allMatch(column -> column.type() == ColumnType.TEXT || target.contains(column));
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
    static void refuse(@Nullable Object value, String field, String why, Remarks remarks) {
        if (value != null) {
            String pointer = "/text/" + field;
            remarks.violation(pointer, "not_used", why, Suggestion.remove(pointer));
        }
    }
}
