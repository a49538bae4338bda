package dev.trainyard.trainer.engine;

import java.util.List;

/** Is shown the gradient of each update. */
public interface GradientObserver {

    /**
     * Looks and changes nothing; it is on the way of training, so it must be quick.
     *
     * @param gradient of the mean loss, before regularization and clipping
     * @param segments where each array's lies in it
     */
    void see(float[] gradient, List<Updater.Segment> segments);
}
