package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.Output;
import dev.trainyard.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Several outputs of a graph, each answering one target: the one it is named after where all are named so, else the one at
 * its place.
 */
record Heads(Graph graph, JobSpec spec, List<Column> target) {

    /** Works out the goal of a job, whose network may have several outputs. */
    static Optional<Goal> goal(Given given, @Nullable Task asked, List<Column> target, Remarks remarks) {
        long rows = given.dataset().rows();
        return given.definition() instanceof Graph graph && graph.outputs().size() > 1
                ? new Heads(graph, given.spec(), target).goal(asked, rows, remarks)
                : Goal.of(given.spec(), asked, target, rows, remarks);
    }

    /** @throws Problem {@code not_available} where there are several outputs and nothing that has been told of each */
    static void refuseOthers(Given given, Output output) {
        if (given.definition() instanceof Graph graph && graph.outputs().size() > 1 && !output.isSeveral()) {
            throw Problem.notAvailable(
                    "/definition/outputs: several outputs tell several columns of numbers and classes; writing texts and rebuilding rows with more than one is not built yet");
        }
    }

    private Optional<Goal> goal(@Nullable Task asked, long rows, Remarks remarks) {
        if (target.size() != graph.outputs().size()) {
            remarks.violation(
                    spec.target() == null ? "/target" : "/definition/outputs",
                    "outputs_mismatch",
                    "the graph has %d outputs (%s), each for a target of its own, and there %s"
                            .formatted(
                                    graph.outputs().size(),
                                    String.join(", ", graph.outputs()),
                                    target.size() == 1
                                            ? "is one target: name the others"
                                            : "are %d targets".formatted(target.size())));
            return Optional.empty();
        }
        List<Goal> goals = new ArrayList<>();
        for (Column column : target) {
            Goal.of(spec, null, List.of(column), rows, remarks).ifPresent(goals::add);
        }
        return goals.size() == target.size() && isFitting(asked, goals, remarks)
                ? Optional.of(new Goal(asked == null ? goals.get(0).task() : asked, output(goals)))
                : Optional.empty();
    }

    private boolean isFitting(@Nullable Task asked, List<Goal> goals, Remarks remarks) {
        if (asked == null || goals.stream().anyMatch(goal -> goal.task() == asked)) {
            return true;
        }
        remarks.violation(
                "/task",
                "task_mismatch",
                "none of the targets asks for %s; leave the task out".formatted(Words.of(asked)));
        return false;
    }

    private Output output(List<Goal> goals) {
        return Output.several(IntStream.range(0, goals.size())
                .mapToObj(place -> new Output.Head(node(place), goals.get(place).output()))
                .toList());
    }

    private String node(int place) {
        List<String> names = target.stream().map(Column::name).toList();
        boolean named = new HashSet<>(graph.outputs()).equals(new HashSet<>(names));
        return named ? names.get(place) : graph.outputs().get(place);
    }
}
