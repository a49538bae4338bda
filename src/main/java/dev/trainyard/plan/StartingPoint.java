package dev.trainyard.plan;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.plan.ResolvedJob.Start;
import dev.trainyard.storage.Digest;
import java.util.List;
import java.util.Optional;

/**
 * A trained network that a job may start from.
 *
 * @param pinned what was asked for, with its version or checkpoint told
 * @param layers its layers, with their arrays
 * @param parameters its arrays in the object store
 * @param isCheckpoint whether those are a checkpoint, not a model's parameters
 */
public record StartingPoint(InitFrom pinned, List<LayerReport> layers, Digest parameters, boolean isCheckpoint) {

    public StartingPoint {
        layers = List.copyOf(layers);
    }

    /** As it is stored with a job whose layers of these names start there. */
    Start start(List<String> names) {
        return new Start(parameters, isCheckpoint, names);
    }

    /** Where such networks are found. */
    public interface Source {

        /**
         * The network, or nothing when it is not for this source to know.
         *
         * @throws dev.trainyard.problem.Problem {@code not_found} when there is no such model, version, job or checkpoint
         */
        Optional<StartingPoint> find(InitFrom from);
    }
}
