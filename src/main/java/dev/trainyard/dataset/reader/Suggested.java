package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.problem.Suggestion;

/**
 * A change that would mend a reading.
 *
 * @param suggestion the same as a JSON Patch operation on the data set's description
 * @param patch the body of a {@code PATCH} of the data set that accepts it
 */
public record Suggested(String message, Suggestion suggestion, DatasetSpec patch) {}
