package dev.trainyard.dataset;

import java.util.List;

/** Says who still needs a data set, so that it is not deleted under them. */
public interface DatasetDependants {

    /** In words for the caller, such as {@code model admissions version 3}; empty when nobody does. */
    List<String> of(String datasetId);
}
