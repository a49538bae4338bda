package dev.trainyard.trainer.technique;

import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.data.Prepared;

/** A way to learn that is not by a target alone; found as a service. */
public interface Technique {

    /** Whether it is the one a job asks for. */
    boolean teaches(ResolvedJob job);

    /** Begins to teach it, from the first parameters. */
    Lesson begin(ResolvedJob job, Prepared data);
}
