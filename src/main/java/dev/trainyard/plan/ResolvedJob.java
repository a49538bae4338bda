package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.storage.Digest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job with nothing left open: every default and every {@code "auto"} is filled in. It is stored with the job, never
 * changes, and is all that the trainer is told.
 *
 * @param examples what one example is
 * @param input shape of one encoded example
 * @param output what the network answers
 * @param layers the network layer by layer, with the arrays each holds
 * @param start the trained network that training starts from, null for drawn parameters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResolvedJob(
        String name,
        String model,
        Task task,
        DatasetSnapshot dataset,
        @Nullable DatasetSnapshot validationDataset,
        @Nullable DatasetSnapshot testDataset,
        ModelDefinition definition,
        Examples examples,
        Shape input,
        Output output,
        List<LayerReport> layers,
        List<ColumnSchema> features,
        List<ColumnSchema> target,
        Preprocessing preprocessing,
        Split split,
        Training training,
        Resources resources,
        int priority,
        int maxAttempts,
        Map<String, Object> metadata,
        @Nullable Start start) {

    public ResolvedJob {
        layers = List.copyOf(layers);
        features = List.copyOf(features);
        target = List.copyOf(target);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** A job that starts from drawn parameters. */
    public ResolvedJob(
            String name,
            String model,
            Task task,
            DatasetSnapshot dataset,
            @Nullable DatasetSnapshot validationDataset,
            @Nullable DatasetSnapshot testDataset,
            ModelDefinition definition,
            Examples examples,
            Shape input,
            Output output,
            List<LayerReport> layers,
            List<ColumnSchema> features,
            List<ColumnSchema> target,
            Preprocessing preprocessing,
            Split split,
            Training training,
            Resources resources,
            int priority,
            int maxAttempts,
            Map<String, Object> metadata) {
        this(
                name,
                model,
                task,
                dataset,
                validationDataset,
                testDataset,
                definition,
                examples,
                input,
                output,
                layers,
                features,
                target,
                preprocessing,
                split,
                training,
                resources,
                priority,
                maxAttempts,
                metadata,
                null);
    }

    /** The same job as one of its networks sees it. */
    public ResolvedJob part(List<LayerReport> own, Shape itsInput, Output itsOutput) {
        return new ResolvedJob(
                name,
                model,
                task,
                dataset,
                validationDataset,
                testDataset,
                definition,
                examples,
                itsInput,
                itsOutput,
                own,
                features,
                target,
                preprocessing,
                split,
                training,
                resources,
                priority,
                maxAttempts,
                metadata,
                start);
    }

    /**
     * A trained network that training starts from.
     *
     * @param sha256 its arrays in the object store
     * @param checkpoint whether those are a whole checkpoint, not parameters alone
     * @param layers the layers that start from there; the others start from drawn parameters
     */
    public record Start(Digest sha256, boolean checkpoint, List<String> layers) {
        public Start {
            layers = List.copyOf(layers);
        }
    }

    /**
     * Exactly which data a job uses.
     *
     * @param pixelsSha256 of the pixels of its pictures, where it has some
     */
    public record DatasetSnapshot(
            String id,
            int revision,
            long rows,
            Digest sha256,
            Digest typedSha256,
            @Nullable Digest pixelsSha256) {

        public DatasetSnapshot(String id, int revision, long rows, Digest sha256, Digest typedSha256) {
            this(id, revision, rows, sha256, typedSha256, null);
        }

        public static DatasetSnapshot of(ReadyDataset dataset) {
            return new DatasetSnapshot(
                    dataset.id(),
                    dataset.revision(),
                    dataset.rows(),
                    dataset.sha256(),
                    dataset.typedSha256(),
                    dataset.pixels() == null ? null : dataset.pixels().sha256());
        }
    }
}
