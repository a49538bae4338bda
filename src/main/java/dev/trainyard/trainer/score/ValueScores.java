package dev.trainyard.trainer.score;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.TargetCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How far numbers are off, in the targets' own units; over several targets the plain mean of each one's. */
final class ValueScores {

    private final List<Errors> targets = new ArrayList<>();

    ValueScores(TargetCodec.Values codec, Answers answers) {
        for (int column = 0; column < codec.columns().size(); column++) {
            targets.add(Errors.of(codec.columns().get(column), answers, column));
        }
    }

    double mae() {
        return mean(Errors::mae);
    }

    double mse() {
        return mean(Errors::mse);
    }

    double rmse() {
        return mean(errors -> Math.sqrt(errors.mse()));
    }

    /** Null when a target is the same everywhere. */
    @Nullable
    Double r2() {
        boolean known = targets.stream().allMatch(errors -> errors.variance() > 0);
        return known ? mean(errors -> 1 - errors.mse() / errors.variance()) : null;
    }

    List<Evaluation.Regression> report() {
        return targets.stream().map(Errors::report).toList();
    }

    private double mean(ToDoubleFunction<Errors> of) {
        return targets.stream().mapToDouble(of).average().orElse(0);
    }

    /** Of one target. */
    private record Errors(String target, double mae, double mse, double variance) {

        static Errors of(ColumnEncoder.Numeric codec, Answers answers, int column) {
            int rows = answers.rows();
            double absolute = 0;
            double squares = 0;
            double sum = 0;
            double squaredTargets = 0;
            for (int row = 0; row < rows; row++) {
                int at = row * answers.width() + column;
                double encoded = answers.targets()[at];
                double error = (answers.outputs()[at] - encoded) * codec.scale();
                absolute += Math.abs(error);
                squares += error * error;
                sum += encoded;
                squaredTargets += encoded * encoded;
            }
            double mean = sum / rows;
            double variance = Math.max(0, squaredTargets / rows - mean * mean) * codec.scale() * codec.scale();
            return new Errors(codec.name(), absolute / rows, squares / rows, variance);
        }

        Evaluation.Regression report() {
            return new Evaluation.Regression(target, mae, Math.sqrt(mse), variance > 0 ? 1 - mse / variance : null);
        }
    }
}
