package dev.trainyard.trainer.dl4j.fused;

/**
 * What a recurrent layer does at one step, for all rows of a batch at once. Sums are kept gate by gate, each {@code
 * [rows, units]}, in the order of Keras' columns.
 */
interface Cell {

    /** How many sums each unit makes of its input. */
    int gates();

    /** Whether the sums of the answers one step before are kept apart; otherwise they are part of the others. */
    default boolean apart() {
        return false;
    }

    /** Is told the recurrent kernel before the first step, where a cell makes products of its own. */
    default void begin(float[] recurrentKernel, int units) {}

    /** Adds the slopes by the recurrent kernel of a cell's own products, behind the last step back. */
    default void addSlopes(float[] byRecurrentKernel) {}

    /** Makes room for so many steps of so many numbers. */
    void room(int steps, int count);

    /** Where the sums of a step are laid, to be used up by {@link #forward}. */
    float[][] sums(int step);

    /**
     * Computes the units' answers.
     *
     * @param recurrent sums of the answers one step before, and their bias, where they are kept apart
     * @param before the answers one step before
     * @param answers what the units answer now
     */
    void forward(int step, float[][] recurrent, float[] before, float[] answers, int count);

    /**
     * Goes back through a step.
     *
     * @param slopes by the answers of this step; where recurrent sums are kept apart, overwritten by the slopes by the
     *     answers one step before as far as they reach them past those sums
     * @param bySums where the slopes by the sums are written
     * @param byRecurrent where those by the recurrent sums are written, where they are kept apart
     */
    void backward(int step, float[] slopes, float[] before, float[][] bySums, float[][] byRecurrent, int count);

    /** Forgets what the steps behind asked of this one; before the first step back. */
    default void turn(int count) {}
}
