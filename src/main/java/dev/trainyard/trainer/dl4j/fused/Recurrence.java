package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.trainer.engine.Room;
import java.util.Arrays;

/**
 * A recurrent layer: one product for the inputs of all steps, then step by step. Its arrays are {@code kernel [inputs,
 * gates·units]}, {@code recurrentKernel [units, gates·units]} and, unless it has none, {@code bias}, of which a cell that
 * keeps the recurrent sums apart has two rows. No step behind the longest row of a batch is computed.
 */
final class Recurrence implements Kernel {

    private final Cell cell;
    private final int inputs;
    private final int units;
    private final int columns;
    private final Ends ends;

    private final Memory x = new Memory();
    private final Memory kernel = new Memory();
    private final Memory recurrentKernel = new Memory();
    private final Memory answers = new Memory();
    private final Memory carried = new Memory();
    private final Memory gradient = new Memory();
    private final Memory.Matrix xMatrix;
    private final Memory.Matrix kernelMatrix;
    private final Memory.Matrix recurrentMatrix;
    private final Memory.Matrix answersMatrix;
    private final Memory.Matrix carriedMatrix;
    private final Memory.Matrix gradientMatrix;
    private final Sums sums;
    private final Sums recurrent;
    private final Sums bySums;
    private final Sums byRecurrent;

    private final Room output = new Room();
    private final Room back = new Room();
    private final float[] nothing;
    private final float[] bias;
    private float[][] answered = new float[0][];
    private float[][] recurrentGates = new float[0][];
    private float[][] gateSlopes = new float[0][];
    private float[][] recurrentSlopes = new float[0][];
    private float[][] totals = new float[0][];
    private float[][] recurrentTotals = new float[0][];
    private float[] carry = new float[0];
    private Span span = new Span(0, 0, null);
    private int steps;
    private int count;

    /** Which way it reads, and whether it answers each step or only after the last. */
    record Ends(boolean backwards, boolean eachStep) {}

    Recurrence(Cell cell, int inputs, int units, Ends ends) {
        this.cell = cell;
        this.inputs = inputs;
        this.units = units;
        this.columns = cell.gates() * units;
        this.ends = ends;
        this.xMatrix = x.matrix(inputs);
        this.kernelMatrix = kernel.matrix(columns);
        this.recurrentMatrix = recurrentKernel.matrix(columns);
        this.answersMatrix = answers.matrix(units);
        this.carriedMatrix = carried.matrix(units);
        this.gradientMatrix = gradient.room(Math.max(inputs, units) * columns).matrix(columns);
        this.sums = new Sums(cell.gates(), units);
        this.recurrent = new Sums(cell.gates(), units);
        this.bySums = new Sums(cell.gates(), units);
        this.byRecurrent = new Sums(cell.gates(), units);
        this.nothing = new float[inputs];
        this.bias = new float[columns];
    }

    @Override
    public float[] forward(float[][] arrays, float[] input, Span given) {
        span = given;
        steps = span.longest();
        count = span.rows() * units;
        room();
        enter(input);
        kernel.fill(arrays[0]);
        recurrentKernel.fill(arrays[1]);
        cell.begin(arrays[1], units);
        sums.begin(bias(arrays, 0), steps);
        Memory.product(xMatrix.from(0), kernelMatrix.from(0), steps * span.rows(), sums.from(0), true);
        answers.put(0, answered[0], 0, count);
        for (int step = 0; step < steps; step++) {
            forward(step, arrays);
        }
        return leave();
    }

    private void room() {
        x.room(Math.max(1, steps * span.rows() * inputs));
        answers.room((steps + 1) * count);
        carried.room(count);
        sums.room(steps, span.rows());
        cell.room(steps, count);
        answered = Rooms.of(answered, steps + 1, count);
        carry = Rooms.of(carry, count);
        if (cell.apart()) {
            recurrent.room(1, span.rows());
            recurrentGates = Rooms.of(recurrentGates, cell.gates(), count);
        }
    }

    /** The bias of the input sums, or of the recurrent ones. */
    private float[] bias(float[][] arrays, int which) {
        if (arrays.length > 2 && which * columns < arrays[2].length) {
            System.arraycopy(arrays[2], which * columns, bias, 0, columns);
        } else {
            Arrays.fill(bias, 0f);
        }
        return bias;
    }

    /** Lays the real steps out step by step; in place of the others there are zeros. */
    private void enter(float[] input) {
        for (int row = 0; row < span.rows(); row++) {
            int length = span.length(row);
            for (int step = 0; step < steps; step++) {
                int to = (step * span.rows() + row) * inputs;
                if (step < length) {
                    x.put(to, input, (row * span.steps() + place(step, length)) * inputs, inputs);
                } else {
                    x.put(to, nothing, 0, inputs);
                }
            }
        }
    }

    /** Where the n-th step that is read stands in its row. */
    private int place(int step, int length) {
        return ends.backwards() ? length - 1 - step : step;
    }

    private void forward(int step, float[][] arrays) {
        if (cell.apart()) {
            recurrent.begin(bias(arrays, 1), 1);
            recur(step, recurrent.from(0));
            recurrent.split(0, recurrentGates);
        } else {
            recur(step, sums.from(step));
        }
        sums.split(step, cell.sums(step));
        cell.forward(step, recurrentGates, answered[step], answered[step + 1], count);
        answers.put((step + 1) * count, answered[step + 1], 0, count);
    }

    /** Adds what is made of the answers one step before; there are none before the first. */
    private void recur(int step, Memory.Matrix into) {
        if (step > 0) {
            Memory.product(answersMatrix.from(step * count), recurrentMatrix.from(0), span.rows(), into, true);
        }
    }

    private float[] leave() {
        float[] left = cleared(output.of(span.rows() * (ends.eachStep() ? span.steps() : 1) * units));
        for (int row = 0; row < span.rows(); row++) {
            int length = span.length(row);
            for (int step = ends.eachStep() ? 0 : length - 1; step < length; step++) {
                System.arraycopy(answered[step + 1], row * units, left, outputAt(row, step, length), units);
            }
        }
        return left;
    }

    /** Padding is not written, and so must be 0 already. */
    private float[] cleared(float[] array) {
        if (span.lengths() != null) {
            Arrays.fill(array, 0f);
        }
        return array;
    }

    /** Where the answer of the n-th step that is read stands. */
    private int outputAt(int row, int step, int length) {
        return ends.eachStep() ? (row * span.steps() + place(step, length)) * units : row * units;
    }

    @Override
    public float[] backward(float[][] arrays, float[] slopes, float[][] gradients, boolean further) {
        begin();
        for (int step = steps - 1; step >= 0; step--) {
            addSlopes(step, slopes, carry);
            cell.backward(step, carry, answered[step], gateSlopes, recurrentSlopes, count);
            bySums.join(step, gateSlopes);
            total(gateSlopes, totals);
            if (cell.apart()) {
                byRecurrent.join(step, recurrentSlopes);
                total(recurrentSlopes, recurrentTotals);
            }
            if (step > 0) {
                carryOn(step);
            }
        }
        writeGradients(gradients);
        return further ? byInput() : nothing;
    }

    private void begin() {
        bySums.room(steps, span.rows());
        gateSlopes = Rooms.of(gateSlopes, cell.gates(), count);
        totals = emptied(Rooms.of(totals, cell.gates(), count));
        if (cell.apart()) {
            byRecurrent.room(steps, span.rows());
            recurrentSlopes = Rooms.of(recurrentSlopes, cell.gates(), count);
            recurrentTotals = emptied(Rooms.of(recurrentTotals, cell.gates(), count));
        }
        Arrays.fill(carry, 0, count, 0f);
        cell.turn(count);
    }

    private float[][] emptied(float[][] gates) {
        for (float[] gate : gates) {
            Arrays.fill(gate, 0, count, 0f);
        }
        return gates;
    }

    /** What the loss asks of the answers at a step, beside what the step behind asks. */
    private void addSlopes(int step, float[] slopes, float[] into) {
        for (int row = 0; row < span.rows(); row++) {
            int length = span.length(row);
            if (step < length && (ends.eachStep() || step == length - 1)) {
                int from = outputAt(row, step, length);
                for (int unit = 0; unit < units; unit++) {
                    into[row * units + unit] += slopes[from + unit];
                }
            }
        }
    }

    private void total(float[][] gates, float[][] into) {
        for (int gate = 0; gate < gates.length; gate++) {
            add(gates[gate], into[gate], count);
        }
    }

    private static void add(float[] more, float[] into, int count) {
        for (int k = 0; k < count; k++) {
            into[k] += more[k];
        }
    }

    /** From the slopes by a step's sums to those by the answers one step before. */
    private void carryOn(int step) {
        if (cell.apart()) {
            carried.put(0, carry, 0, count);
        }
        Memory.productByTransposed(
                recurring().from(step), recurrentMatrix.from(0), span.rows(), carriedMatrix.from(0), cell.apart());
        carried.get(0, carry, 0, count);
    }

    private Sums recurring() {
        return cell.apart() ? byRecurrent : bySums;
    }

    private void writeGradients(float[][] gradients) {
        int all = steps * span.rows();
        Memory.transposedProduct(xMatrix.from(0), bySums.from(0), all, gradientMatrix.from(0), false);
        gradient.get(0, gradients[0], 0, inputs * columns);
        Memory.transposedProduct(answersMatrix.from(0), recurring().from(0), all, gradientMatrix.from(0), false);
        gradient.get(0, gradients[1], 0, units * columns);
        cell.addSlopes(gradients[1]);
        if (gradients.length > 2) {
            addUp(totals, gradients[2], 0);
            if (gradients[2].length > columns) {
                addUp(recurrentTotals, gradients[2], columns);
            }
        }
    }

    /** Over the rows. */
    private void addUp(float[][] gates, float[] into, int at) {
        Arrays.fill(into, at, at + columns, 0f);
        for (int gate = 0; gate < gates.length; gate++) {
            int to = at + gate * units;
            for (int row = 0; row < count; row += units) {
                for (int unit = 0; unit < units; unit++) {
                    into[to + unit] += gates[gate][row + unit];
                }
            }
        }
    }

    private float[] byInput() {
        int rows = span.rows();
        Memory.productByTransposed(bySums.from(0), kernelMatrix.from(0), steps * rows, xMatrix.from(0), false);
        float[] byInput = cleared(back.of(rows * span.steps() * inputs));
        for (int row = 0; row < rows; row++) {
            int length = span.length(row);
            for (int step = 0; step < length; step++) {
                int to = (row * span.steps() + place(step, length)) * inputs;
                x.get((step * rows + row) * inputs, byInput, to, inputs);
            }
        }
        return byInput;
    }
}
