package dev.trainyard.trainer;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.Moments;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ListCells;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.Preprocessing;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.Split;
import dev.trainyard.plan.Task;
import dev.trainyard.plan.Training;
import dev.trainyard.storage.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a test says of its job, worked out as a plan would. */
final class TestJobResolution {

    private static final ResolvedJob.DatasetSnapshot DATASET =
            new ResolvedJob.DatasetSnapshot("ds_1", 1, 1, new Digest("0".repeat(64)), new Digest("1".repeat(64)));

    private final List<ColumnSchema> features;
    private final List<ColumnSchema> target;
    private final String layers;
    private final String training;
    private final String preprocessing;
    private final String split;
    private final Loss loss;
    private final @Nullable Examples examples;
    private final @Nullable Shape input;
    private final @Nullable Output output;
    private final @Nullable String testRows;
    private final @Nullable String definition;
    private final Task unlabelled;
    private final Resources resources;

    TestJobResolution(TestJob job) {
        this.features = job.features;
        this.target = job.target;
        this.layers = job.layers;
        this.training = job.training;
        this.preprocessing = job.preprocessing;
        this.split = job.split;
        this.loss = job.loss;
        this.examples = job.examples;
        this.input = job.input;
        this.output = job.output;
        this.testRows = job.testRows;
        this.definition = job.definition;
        this.unlabelled = job.unlabelled;
        this.resources = job.resources;
    }

    ResolvedJob resolved() {
        Preprocessing cells = Json.mapper().readValue(preprocessing, Preprocessing.class);
        int width = cells.derived().size()
                + features.stream().mapToInt(column -> width(column, cells)).sum();
        Shape shape = input == null ? Shape.of(width) : input;
        Output answer = output == null ? output(width) : output;
        if (examples instanceof Examples.Sequences how) {
            shape = how.mode() == Sequence.Mode.ONE_TO_MANY ? shape : Shape.of(how.window(), width);
            answer = how.answersFlat() ? Output.values(answer.values() * how.horizon()) : answer.over(how.answers());
        }
        ModelDefinition network = Json.mapper()
                .readValue(
                        definition == null ? "{\"kind\":\"sequential\",\"layers\":%s}".formatted(layers) : definition,
                        ModelDefinition.class);
        if (network instanceof Graph graph && graph.outputs().size() > 1) {
            answer = several(graph);
        }
        if (network instanceof Graph graph && examples != null && examples.decoder() != null) {
            network = dictated(graph, shape, answer.steps());
            shape = Shape.of(Math.toIntExact(shape.size()) + answer.steps());
        }
        ShapeInference inferred = ShapeInference.of(network, shape, answer);
        if (!inferred.violations().isEmpty()) {
            throw new IllegalArgumentException(inferred.violations().toString());
        }
        return new ResolvedJob(
                "test",
                "test",
                task(answer),
                DATASET,
                null,
                testRows == null ? null : DATASET,
                inferred.definition(),
                examples == null ? new Examples.Rows() : examples,
                shape,
                answer,
                inferred.layers(),
                features,
                target,
                cells,
                Json.mapper().readValue(split, Split.class),
                training(answer, inferred),
                resources,
                0,
                3,
                Map.of());
    }

    private Output several(Graph graph) {
        List<Output.Head> heads = new ArrayList<>();
        for (ColumnSchema column : target) {
            Output one = column.type() == ColumnType.NUMERIC
                    ? Output.values(1)
                    : Output.classes(column.categories().size());
            heads.add(new Output.Head(graph.outputs().get(heads.size()), one));
        }
        Output answer = Output.several(heads);
        return examples instanceof Examples.Sequences how ? answer.over(how.answers()) : answer;
    }

    private Training training(Output answer, ShapeInference inferred) {
        Training asked = Json.mapper().readValue(training, Training.class);
        if (!answer.isSeveral()) {
            return asked.withLoss(loss(answer, inferred));
        }
        Map<String, Loss> losses = new LinkedHashMap<>();
        answer.heads()
                .forEach(head -> losses.put(
                        head.node(),
                        head.output().isClassification()
                                ? head.output().classes() == 2
                                        ? Loss.BINARY_CROSSENTROPY
                                        : Loss.CATEGORICAL_CROSSENTROPY
                                : Loss.MSE));
        return asked.resolved(losses, List.of());
    }

    private Task task(Output answer) {
        if (examples instanceof Examples.TextWindows) {
            return Task.TEXT_GENERATION;
        }
        if (examples instanceof Examples.TextPairs) {
            return Task.TRANSLATION;
        }
        if (examples instanceof Examples.Captions) {
            return Task.CAPTIONING;
        }
        if (answer.rebuilds() || unlabelled == Task.GENERATION) {
            return unlabelled;
        }
        if (unlabelled == Task.FORECASTING) {
            return unlabelled;
        }
        return answer.isClassification() ? Task.CLASSIFICATION : Task.REGRESSION;
    }

    private static int width(ColumnSchema column, Preprocessing preprocessing) {
        if (column.type() == ColumnType.DATETIME) {
            return Moments.PARTS;
        }
        boolean binary = preprocessing.categorical() == Preprocessing.Categorical.BINARY
                && column.categories().size() == 2;
        return binary ? 1 : Math.max(1, column.categories().size());
    }

    Output output(int width) {
        if (target.isEmpty()) {
            return Output.itself(input == null ? Shape.of(width) : input);
        }
        if (target.get(0).type() == ColumnType.NUMERIC) {
            return Output.values(target.size());
        }
        String separator =
                Json.mapper().readValue(preprocessing, Preprocessing.class).labelSeparator();
        if (separator != null) {
            return Output.labels(
                    new ListCells(separator).all(target.get(0).categories()).size());
        }
        return target.size() > 1
                ? Output.labels(target.size())
                : Output.classes(target.get(0).categories().size());
    }

    private Loss loss(Output output, ShapeInference inferred) {
        if (loss != Loss.AUTO) {
            return loss;
        }
        if (!output.isClassification()) {
            return Loss.MSE;
        }
        int units = inferred.layers()
                .get(inferred.layers().size() - 1)
                .outputShape()
                .last();
        return units == 1 || output.isMultiLabel() ? Loss.BINARY_CROSSENTROPY : Loss.CATEGORICAL_CROSSENTROPY;
    }

    private Graph dictated(Graph graph, Shape read, int steps) {
        List<Graph.Input> inputs =
                List.of(graph.inputs().get(0).of(read), graph.inputs().get(1).of(steps));
        return new Graph(graph.name(), inputs, graph.nodes(), graph.outputs());
    }
}
