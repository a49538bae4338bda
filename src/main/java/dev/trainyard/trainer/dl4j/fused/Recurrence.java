package dev.trainyard.trainer.dl4j.fused;

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
    private final boolean apart;

    private final Memory x = new Memory();
    private final Memory kernel = new Memory();
    private final Memory recurrentKernel = new Memory();
    private final Memory sums = new Memory();
    private final Memory recurrent = new Memory();
    private final Memory answers = new Memory();
    private final Memory bySums = new Memory();
    private final Memory byRecurrent = new Memory();
    private final Memory carried = new Memory();
    private final Memory gradient = new Memory();

    private float[][] sumGates = new float[0][];
    private float[][] recurrentGates = new float[0][];
    private float[] before = new float[0];
    private float[] now = new float[0];
    private Span span = new Span(0, 0, null);
    private int steps;

    /** Which way it reads, and whether it answers each step or only after the last. */
    record Ends(boolean backwards, boolean eachStep) {}

    /** @param apart whether the slopes by the recurrent sums are others than those by the input sums */
    Recurrence(Cell cell, int inputs, int units, Ends ends, boolean apart) {
        this.cell = cell;
        this.inputs = inputs;
        this.units = units;
        this.columns = cell.gates() * units;
        this.ends = ends;
        this.apart = apart;
    }

    @Override
    public float[] forward(float[][] arrays, float[] input, Span given) {
        span = given;
        steps = span.longest();
        room();
        enter(input);
        kernel.fill(arrays[0]);
        recurrentKernel.fill(arrays[1]);
        cell.begin(arrays[1], units);
        int all = steps * span.rows();
        spread(bias(arrays, 0), sums, all);
        Memory.product(x.matrix(0, inputs), kernel.matrix(0, columns), all, sums.matrix(0, columns), true);
        float[] recurrentBias = bias(arrays, 1);
        for (int step = 0; step < steps; step++) {
            forward(step, recurrentBias);
        }
        return leave();
    }

    /** The bias of the input sums, or of the recurrent ones. */
    private float[] bias(float[][] arrays, int which) {
        return arrays.length > 2 && which * columns < arrays[2].length
                ? Arrays.copyOfRange(arrays[2], which * columns, (which + 1) * columns)
                : new float[columns];
    }

    private void room() {
        int rows = span.rows();
        int count = rows * units;
        x.room(Math.max(1, steps * rows * inputs));
        sums.room(Math.max(1, steps * rows * columns));
        recurrent.room(rows * columns);
        answers.room((steps + 1) * count);
        cell.room(steps, count);
        sumGates = Rooms.of(sumGates, cell.gates(), count);
        recurrentGates = Rooms.of(recurrentGates, cell.gates(), count);
        if (now.length < count) {
            now = new float[count];
            before = new float[count];
        }
    }

    /** Lays the real steps out step by step; in place of the others there are zeros. */
    private void enter(float[] input) {
        float[] nothing = new float[inputs];
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

    private void spread(float[] bias, Memory into, int rows) {
        for (int row = 0; row < rows; row++) {
            into.put(row * columns, bias, 0, columns);
        }
    }

    private void forward(int step, float[] recurrentBias) {
        int rows = span.rows();
        int count = rows * units;
        Arrays.fill(before, 0, count, 0f);
        if (step > 0) {
            answers.get(step * count, before, 0, count);
        } else {
            answers.put(0, before, 0, count);
        }
        spread(recurrentBias, recurrent, rows);
        Memory.product(
                answers.matrix(step * count, units),
                recurrentKernel.matrix(0, columns),
                rows,
                recurrent.matrix(0, columns),
                true);
        split(sums, step * rows * columns, sumGates);
        split(recurrent, 0, recurrentGates);
        cell.forward(step, sumGates, recurrentGates, before, now, count);
        answers.put((step + 1) * count, now, 0, count);
    }

    /** {@code [rows, gates·units]} gate by gate. */
    private void split(Memory from, int at, float[][] gates) {
        for (int row = 0; row < span.rows(); row++) {
            for (int gate = 0; gate < gates.length; gate++) {
                from.get(at + row * columns + gate * units, gates[gate], row * units, units);
            }
        }
    }

    private void join(float[][] gates, Memory into, int at) {
        for (int row = 0; row < span.rows(); row++) {
            for (int gate = 0; gate < gates.length; gate++) {
                into.put(at + row * columns + gate * units, gates[gate], row * units, units);
            }
        }
    }

    private float[] leave() {
        int rows = span.rows();
        float[] left = new float[rows * (ends.eachStep() ? span.steps() : 1) * units];
        for (int row = 0; row < rows; row++) {
            int length = span.length(row);
            for (int step = ends.eachStep() ? 0 : length - 1; step < length; step++) {
                answers.get(((step + 1) * rows + row) * units, left, outputAt(row, step, length), units);
            }
        }
        return left;
    }

    /** Where the answer of the n-th step that is read stands. */
    private int outputAt(int row, int step, int length) {
        return ends.eachStep() ? (row * span.steps() + place(step, length)) * units : row * units;
    }

    @Override
    public float[] backward(float[][] arrays, float[] slopes, float[][] gradients) {
        int rows = span.rows();
        int count = rows * units;
        bySums.room(Math.max(1, steps * rows * columns));
        byRecurrent.room(Math.max(1, steps * rows * columns));
        carried.room(count);
        float[] carry = new float[count];
        cell.turn(count);
        for (int step = steps - 1; step >= 0; step--) {
            addSlopes(step, slopes, carry);
            answers.get(step * count, before, 0, count);
            cell.backward(step, carry, before, sumGates, apart ? recurrentGates : sumGates, count);
            int at = step * rows * columns;
            join(sumGates, bySums, at);
            if (apart) {
                join(recurrentGates, byRecurrent, at);
            }
            carried.put(0, carry, 0, count);
            Memory.productByTransposed(
                    recurring().matrix(at, columns),
                    recurrentKernel.matrix(0, columns),
                    rows,
                    carried.matrix(0, units),
                    true);
            carried.get(0, carry, 0, count);
        }
        writeGradients(gradients);
        return byInput();
    }

    private Memory recurring() {
        return apart ? byRecurrent : bySums;
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

    private void writeGradients(float[][] gradients) {
        int all = steps * span.rows();
        gradient.room(Math.max(inputs, units) * columns);
        Memory.transposedProduct(
                x.matrix(0, inputs), bySums.matrix(0, columns), all, gradient.matrix(0, columns), false);
        gradient.get(0, gradients[0], 0, inputs * columns);
        Memory.transposedProduct(
                answers.matrix(0, units), recurring().matrix(0, columns), all, gradient.matrix(0, columns), false);
        gradient.get(0, gradients[1], 0, units * columns);
        cell.addSlopes(gradients[1]);
        if (gradients.length > 2) {
            total(bySums, gradients[2], 0, all);
            if (gradients[2].length > columns) {
                total(byRecurrent, gradients[2], columns, all);
            }
        }
    }

    private void total(Memory slopes, float[] into, int at, int rows) {
        float[] row = new float[columns];
        float[] sum = new float[columns];
        for (int i = 0; i < rows; i++) {
            slopes.get(i * columns, row, 0, columns);
            for (int k = 0; k < columns; k++) {
                sum[k] += row[k];
            }
        }
        System.arraycopy(sum, 0, into, at, columns);
    }

    private float[] byInput() {
        int rows = span.rows();
        Memory.productByTransposed(
                bySums.matrix(0, columns), kernel.matrix(0, columns), steps * rows, x.matrix(0, inputs), false);
        float[] back = new float[rows * span.steps() * inputs];
        for (int row = 0; row < rows; row++) {
            int length = span.length(row);
            for (int step = 0; step < length; step++) {
                x.get((step * rows + row) * inputs, back, (row * span.steps() + place(step, length)) * inputs, inputs);
            }
        }
        return back;
    }
}
