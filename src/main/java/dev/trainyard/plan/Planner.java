package dev.trainyard.plan;

/** Works out what a job would be. */
public interface Planner {

    /**
     * Plans a job; what is wrong with it is in the plan.
     *
     * @throws dev.trainyard.problem.Problem {@code not_found} for an unknown data set or definition, {@code
     *     not_available} for what the contract names and is not built
     */
    Plan plan(JobSpec spec);
}
