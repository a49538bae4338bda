package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Node;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.definition.layer.Embedding;
import dev.trainyard.definition.layer.Layer;
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
        if (texts.size() == given.dataset().columns().size()) {
            return true;
        }
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
        if (BagsOfWords.areMeant(given)) {
            return BagsOfWords.of(given, remarks).map(Material.class::cast);
        }
        return switch (task(given)) {
            case TEXT_GENERATION -> LongText.of(given, remarks).map(Material.class::cast);
            case TRANSLATION -> TextPairs.of(given, remarks).map(Material.class::cast);
            default -> LabelledTexts.of(given, remarks).map(Material.class::cast);
        };
    }

    /** What is to be learned: as the job says, else as the data set's columns are. */
    private static Task task(Given given) {
        if (given.spec().task() != null) {
            return given.spec().task();
        }
        List<Column> texts = new TextColumns(given.dataset()).all();
        int columns = given.dataset().columns().size();
        if (columns == 1) {
            return Task.TEXT_GENERATION;
        }
        return columns == 2 && texts.size() == 2 ? Task.TRANSLATION : Task.CLASSIFICATION;
    }

    @Override
    default void check(ShapeInference network, Remarks remarks) {
        TokenRange.check(network, reads().vocabulary(), remarks);
    }

    /** What stands against a job whose answers are texts. */
    static void checkWriting(Given given, Remarks remarks) {
        Training training = given.spec().training();
        if (training.classWeights() != null) {
            remarks.violation(
                    "/training/classWeights",
                    "no_classes",
                    "classWeights weigh rows by class, and texts are written",
                    Suggestion.remove("/training/classWeights"));
        }
        for (int i = 0; i < training.metrics().size(); i++) {
            String metric = training.metrics().get(i);
            if (!metric.equals("accuracy") && !metric.equals("loss")) {
                remarks.violation(
                        "/training/metrics/" + i,
                        "unknown_metric",
                        "of texts accuracy, the share of right tokens, is told and not " + metric,
                        Suggestion.replace("/training/metrics/" + i, "accuracy"));
            }
        }
    }

    /** How the text that is read becomes numbers. */
    TextForm reads();

    @Override
    default ModelDefinition settled(ModelDefinition definition) {
        return settled(definition, reads().vocabulary());
    }

    /** Gives each embedding that leaves it open the size of the vocabulary. */
    static ModelDefinition settled(ModelDefinition definition, int vocabulary) {
        if (definition instanceof Sequential sequential) {
            return new Sequential(
                    sequential.name(),
                    sequential.layers().stream()
                            .map(layer -> settled(layer, vocabulary))
                            .toList());
        }
        return definition instanceof Graph graph
                ? new Graph(
                        graph.name(),
                        graph.inputs(),
                        graph.nodes().stream()
                                .map(node -> new Node(settled(node.layer(), vocabulary), node.inputs()))
                                .toList(),
                        graph.outputs())
                : definition;
    }

    private static Layer settled(Layer layer, int vocabulary) {
        return layer instanceof Embedding embedding ? embedding.of(vocabulary) : layer;
    }

    /** Refuses a field of {@code text} that this kind of job has no use for. */
    static void refuse(@Nullable Object value, String field, String why, Remarks remarks) {
        if (value != null) {
            String pointer = "/text/" + field;
            remarks.violation(pointer, "not_used", why, Suggestion.remove(pointer));
        }
    }
}
