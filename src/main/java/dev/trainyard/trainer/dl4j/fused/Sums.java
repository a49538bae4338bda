package dev.trainyard.trainer.dl4j.fused;

/** What the gates of all steps sum up, or the slopes by it: {@code [steps·rows, gates·units]} where products reach it. */
final class Sums {

    private final int units;
    private final int columns;
    private final Memory memory = new Memory();
    private final Memory.Matrix matrix;
    private int rows;

    Sums(int gates, int units) {
        this.units = units;
        this.columns = gates * units;
        this.matrix = memory.matrix(columns);
    }

    void room(int steps, int rowsOfEach) {
        rows = rowsOfEach;
        memory.room(Math.max(1, steps * rows * columns));
    }

    /** The sums from a step on. */
    Memory.Matrix from(int step) {
        return matrix.from(step * rows * columns);
    }

    /** Begins the first steps' sums with a bias. */
    void begin(float[] bias, int steps) {
        for (int row = 0; row < steps * rows; row++) {
            memory.put(row * columns, bias, 0, columns);
        }
    }

    /** Reads a step gate by gate. */
    void split(int step, float[][] gates) {
        for (int row = 0; row < rows; row++) {
            int at = (step * rows + row) * columns;
            for (int gate = 0; gate < gates.length; gate++) {
                memory.get(at + gate * units, gates[gate], row * units, units);
            }
        }
    }

    /** Writes a step that is given gate by gate. */
    void join(int step, float[][] gates) {
        for (int row = 0; row < rows; row++) {
            int at = (step * rows + row) * columns;
            for (int gate = 0; gate < gates.length; gate++) {
                memory.put(at + gate * units, gates[gate], row * units, units);
            }
        }
    }
}
