package dev.trainyard.worker;

import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.process.LaunchProfile;
import org.jspecify.annotations.Nullable;

/** Says how trainer processes are started. */
interface Launches {

    /**
     * How the process for this job is started.
     *
     * @param kernels what did the arithmetic that it goes on from, null where it goes on from nothing
     */
    LaunchProfile of(ResolvedJob job, @Nullable String kernels);

    /** How most are, so that one can wait warm for a job nobody has seen yet. */
    LaunchProfile usual();
}
