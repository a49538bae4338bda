package dev.trainyard.dataset;

/** Finds data sets to plan and train with. */
public interface ReadyDatasets {

    /**
     * The newest revision of a data set.
     *
     * @throws dev.trainyard.problem.Problem {@code not_found}, or {@code conflict} when it is not ready
     */
    ReadyDataset find(String id);
}
