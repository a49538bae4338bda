package dev.trainyard.trainer.data;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Output;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ListCells;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Task;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Works out how the target columns of a job are encoded, for each output of its network. */
record TargetFit(ResolvedJob job, NumberColumns numbers) {

    /** Learns from the training rows how a column of numbers is encoded. */
    interface NumberColumns {

        ColumnEncoder.Numeric fit(ColumnSchema column) throws SQLException;
    }

    TargetCodec fit() throws SQLException {
        if (!job.output().isSeveral()) {
            return of(job.output(), job.target(), job.layers().get(job.layers().size() - 1));
        }
        List<TargetCodec.Several.Head> heads = new ArrayList<>();
        for (Output.Head head : job.output().heads()) {
            ColumnSchema column = job.target().get(heads.size());
            heads.add(
                    new TargetCodec.Several.Head(head.node(), of(head.output(), List.of(column), report(head.node()))));
        }
        return new TargetCodec.Several(heads);
    }

    private static TargetCodec.Classes listed(String label) {
        return new TargetCodec.Classes(label, List.of("no", "yes"), 1);
    }

    private LayerReport report(String node) {
        return job.layers().stream()
                .filter(report -> report.name().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private TargetCodec of(Output output, List<ColumnSchema> target, LayerReport end) throws SQLException {
        String separator = job.preprocessing().labelSeparator();
        if (output.isMultiLabel() && separator != null && target.size() == 1) {
            ColumnSchema column = target.get(0);
            return new TargetCodec.Labels(
                    new ListCells(separator)
                            .all(column.categories()).stream()
                                    .map(TargetFit::listed)
                                    .toList(),
                    column.name(),
                    separator);
        }
        if (output.isMultiLabel()) {
            return new TargetCodec.Labels(target.stream()
                    .map(label -> new TargetCodec.Classes(label.name(), label.categories(), 1))
                    .toList());
        }
        if (output.isClassification()) {
            ColumnSchema column = target.get(0);
            int units = job.task() == Task.GENERATION && !(job.examples() instanceof Examples.Sequences)
                    ? column.categories().size()
                    : end.outputShape().last();
            return new TargetCodec.Classes(column.name(), column.categories(), units);
        }
        List<ColumnEncoder.Numeric> columns = new ArrayList<>();
        for (ColumnSchema column : target) {
            columns.add(numbers.fit(column));
        }
        return new TargetCodec.Values(columns);
    }
}
