package dev.trainyard.trainer.rbm;

/** How far a reconstruction is off. */
final class Reconstruction {

    private Reconstruction() {}

    /** Mean over rows and visible units of the squared error. */
    static double error(float[] rows, float[] reconstruction) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            double error = (double) rows[i] - reconstruction[i];
            sum += error * error;
        }
        return sum / rows.length;
    }
}
