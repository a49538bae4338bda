package dev.trainyard.trainer.engine;

import dev.trainyard.plan.PaddedSteps;
import dev.trainyard.plan.ResolvedJob;
import java.util.Set;

/** Which layers of a job's network see sequences whose last steps may be padding. */
public final class Padding {

    private Padding() {}

    /** The names of the layers whose input has the steps of the examples, and may be padded. */
    public static Set<String> readers(ResolvedJob job) {
        return PaddedSteps.readers(job.examples(), job.definition(), job.layers());
    }
}
