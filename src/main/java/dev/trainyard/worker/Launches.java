package dev.trainyard.worker;

import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.process.LaunchProfile;

/** Says how trainer processes are started. */
interface Launches {

    /** How the process for this job is started. */
    LaunchProfile of(ResolvedJob job);

    /** How most are, so that one can wait warm for a job nobody has seen yet. */
    LaunchProfile usual();
}
