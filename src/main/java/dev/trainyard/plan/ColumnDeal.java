package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.ModelDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Shares the columns of a table out among inputs that say only how wide they are, as those of Keras do: in their order. */
record ColumnDeal(Given given, Graph graph, Columns columns) {

    /** The job with inputs that name their features; nothing when the columns do not come to the widths. */
    static Optional<Given> of(Given given, Remarks remarks) {
        if (!(given.definition() instanceof Graph graph) || !isOpen(graph, given)) {
            return Optional.of(given);
        }
        Graph whole = new Graph(graph.name(), graph.nodes(), graph.outputs());
        Columns columns = Columns.choose(with(given, whole), remarks);
        return remarks.hasViolations() ? Optional.empty() : new ColumnDeal(given, graph, columns).dealt(remarks);
    }

    private static boolean isOpen(Graph graph, Given given) {
        return given.dataset().kind() == DatasetKind.TABULAR
                && given.spec().sequence() == null
                && graph.inputs().size() > 1
                && graph.inputs().stream()
                        .allMatch(
                                input -> input.features().isEmpty() && input.width() != null && input.shape() == null);
    }

    private static Given with(Given given, ModelDefinition definition) {
        return new Given(given.spec(), definition, given.dataset(), given.validation(), given.test(), given.start());
    }

    private Optional<Given> dealt(Remarks remarks) {
        Deque<Column> left = new ArrayDeque<>(columns.features());
        List<Graph.Input> inputs = new ArrayList<>();
        for (Graph.Input input : graph.inputs()) {
            inputs.add(new Graph.Input(
                    input.name(), next(left, Objects.requireNonNull(input.width())), input.width(), null));
        }
        boolean fits = left.isEmpty() && inputs.stream().allMatch(this::isFilled);
        if (!fits) {
            remarks.violation(
                    "/definition/inputs",
                    "inputs_mismatch",
                    "the inputs are %s numbers wide, and the columns in their order become %s: name features in an order that fills each input"
                            .formatted(widths(), coded()));
        }
        return fits
                ? Optional.of(with(given, new Graph(graph.name(), inputs, graph.nodes(), graph.outputs())))
                : Optional.empty();
    }

    private List<String> next(Deque<Column> left, int width) {
        List<String> names = new ArrayList<>();
        int filled = 0;
        while (filled < width && !left.isEmpty()) {
            Column column = left.remove();
            names.add(column.name());
            filled += width(column);
        }
        return names;
    }

    private boolean isFilled(Graph.Input input) {
        int filled = columns.features().stream()
                .filter(column -> input.features().contains(column.name()))
                .mapToInt(this::width)
                .sum();
        return input.width() != null && filled == input.width();
    }

    private int width(Column column) {
        return Columns.width(column, given.preprocessing().categorical());
    }

    private String widths() {
        return graph.inputs().stream()
                .map(input -> "%s: %d".formatted(input.name(), input.width()))
                .toList()
                .toString();
    }

    private String coded() {
        return columns.features().stream()
                .map(column -> "%s: %d".formatted(column.name(), width(column)))
                .toList()
                .toString();
    }
}
