package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.plan.Loss;
import dev.trainyard.trainer.engine.RowLoss;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * The contract's losses at the end of a DL4J network, computed in double precision by {@link RowLoss}: the mean over the
 * rows, each counting its weight; where each step of an example is answered, the steps are the rows. Made for one network and one thread.
 */
@SuppressWarnings("serial") // DL4J declares its losses serializable; this one never leaves the process
final class LossHead implements ILossFunction {

    private final RowLoss ofAnswers;
    private final Optional<RowLoss> ofSums;
    private final double factor;
    private int examples;
    private float @Nullable [] weights;
    private int @Nullable [] steps;
    private double last;

    LossHead(Loss loss, ActivationFunction activation) {
        this(loss, activation, 1);
    }

    /** @param factor what this loss counts beside others */
    LossHead(Loss loss, ActivationFunction activation, double factor) {
        this.factor = factor;
        this.ofAnswers = RowLoss.of(loss);
        this.ofSums = RowLoss.onSums(loss, activation);
    }

    /** A loss that is told apart from the job. */
    LossHead(RowLoss given) {
        this.factor = 1;
        this.ofAnswers = given;
        this.ofSums = Optional.empty();
    }

    /** What each example of the next batch counts, or each of its steps. */
    void weigh(float @Nullable [] exampleWeights) {
        this.weights = exampleWeights;
    }

    /**
     * Tells that the rows to come are steps of so many examples, first the first step of each.
     *
     * @param lengths how many steps of each example have an answer, null when all have
     */
    void step(int batch, int @Nullable [] lengths) {
        this.examples = batch;
        this.steps = lengths;
    }

    /** The mean loss of the last batch whose gradient was taken. */
    double last() {
        return last;
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray sums, IActivation activation, INDArray mask) {
        int rows = (int) sums.size(0);
        double[] targets = Arrays2d.doubles(labels);
        if (ofSums.isPresent()) {
            double[] slopes = slopes(ofSums.get(), Arrays2d.doubles(sums), targets, rows);
            return Arrays2d.of(slopes, sums.shape(), sums.dataType());
        }
        INDArray answers = activation.getActivation(sums.dup('c'), true);
        double[] slopes = slopes(ofAnswers, Arrays2d.doubles(answers), targets, rows);
        INDArray byAnswer = Arrays2d.of(slopes, sums.shape(), sums.dataType());
        return activation.backprop(sums.dup('c'), byAnswer).getFirst();
    }

    private double[] slopes(RowLoss loss, double[] outputs, double[] targets, int rows) {
        int width = outputs.length / rows;
        double[] slopes = new double[outputs.length];
        double answers = answers(rows);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            if (isAnswered(row)) {
                double weight = weight(row, rows);
                sum += weight * loss.value(outputs, targets, row * width, width);
                loss.slope(outputs, targets, row * width, width, slopes);
                for (int i = row * width; i < (row + 1) * width; i++) {
                    slopes[i] *= factor * weight / answers;
                }
            }
        }
        last = factor * sum / answers;
        return slopes;
    }

    private double weight(int row, int rows) {
        if (weights == null) {
            return 1;
        }
        boolean ofSteps = examples > 0 && weights.length > examples;
        return weights[ofSteps ? example(row) * (rows / examples) + row / examples : example(row)];
    }

    private int example(int row) {
        return examples == 0 ? row : row % examples;
    }

    private boolean isAnswered(int row) {
        return steps == null || row / examples < steps[example(row)];
    }

    private int answers(int rows) {
        return steps == null ? rows : Arrays.stream(steps).sum();
    }

    /** DL4J divides by the rows, and asks only after the gradient. */
    @Override
    public double computeScore(INDArray labels, INDArray sums, IActivation activation, INDArray mask, boolean average) {
        return average ? last : last * sums.size(0);
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray sums, IActivation activation, INDArray mask) {
        INDArray answers = activation.getActivation(sums.dup('c'), true);
        int rows = (int) sums.size(0);
        int width = (int) sums.size(1);
        double[] outputs = Arrays2d.doubles(answers);
        double[] targets = Arrays2d.doubles(labels);
        double[] losses = new double[rows];
        for (int row = 0; row < rows; row++) {
            losses[row] = ofAnswers.value(outputs, targets, row * width, width);
        }
        return Arrays2d.of(losses, new long[] {rows, 1}, DataType.DOUBLE);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray sums, IActivation activation, INDArray mask, boolean average) {
        INDArray gradient = computeGradient(labels, sums, activation, mask);
        return new Pair<>(computeScore(labels, sums, activation, mask, average), gradient);
    }

    @Override
    public String name() {
        return "trainyard";
    }
}
