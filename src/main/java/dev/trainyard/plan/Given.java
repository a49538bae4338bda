package dev.trainyard.plan;

import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.definition.ModelDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What a job asks for, and everything it names.
 *
 * @param validation the data set given for validation, if any
 * @param test the data set given for the test, if any
 * @param start the trained network to start from, if any
 */
record Given(
        JobSpec spec,
        ModelDefinition definition,
        ReadyDataset dataset,
        @Nullable ReadyDataset validation,
        @Nullable ReadyDataset test,
        @Nullable StartingPoint start) {

    Given(
            JobSpec spec,
            ModelDefinition definition,
            ReadyDataset dataset,
            @Nullable ReadyDataset validation,
            @Nullable ReadyDataset test) {
        this(spec, definition, dataset, validation, test, null);
    }

    /** How cells become numbers, with every {@code "auto"} filled in. */
    Preprocessing preprocessing() {
        boolean items = spec.task() == Task.RECOMMENDATION;
        return spec.preprocessing().resolved(definition, items);
    }
}
