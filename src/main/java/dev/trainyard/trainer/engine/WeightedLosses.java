package dev.trainyard.trainer.engine;

import java.util.List;

/** The losses of several outputs whose numbers stand side by side in a row, each counting its weight. */
public record WeightedLosses(List<Share> shares) implements RowLoss {

    public WeightedLosses {
        shares = List.copyOf(shares);
    }

    /** What is lost at one output of so many numbers. */
    public record Share(RowLoss loss, int width, double weight) {}

    @Override
    public double value(double[] outputs, double[] targets, int at, int width) {
        double sum = 0;
        int from = at;
        for (Share share : shares) {
            sum += share.weight() * share.loss().value(outputs, targets, from, share.width());
            from += share.width();
        }
        return sum;
    }

    @Override
    public void slope(double[] outputs, double[] targets, int at, int width, double[] into) {
        int from = at;
        for (Share share : shares) {
            share.loss().slope(outputs, targets, from, share.width(), into);
            for (int i = from; i < from + share.width(); i++) {
                into[i] *= share.weight();
            }
            from += share.width();
        }
    }
}
