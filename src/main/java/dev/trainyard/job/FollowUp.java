package dev.trainyard.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.storage.Digest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** What a job does in place of training anew. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(ByTypeName.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface FollowUp {

    /** Makes a version of a model out of a checkpoint of another job. */
    @JsonTypeName("publish")
    @Schema(name = "CheckpointPublication")
    record Publish(
            @Schema(example = "job_01K9Z6Q4T5V0X8M2R7N3C1B4DE")
            String jobId,

            @Schema(example = "2") int checkpoint,

            @Schema(type = "string", example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
            Digest sha256,

            @Schema(example = "120") int epoch,
            @Schema(example = "1440") long iteration)
            implements FollowUp {}

    /**
     * Trains a version of a model again, to be compared with it.
     *
     * @param end how far its training went; null where that was not written down, and it came to an end of itself
     */
    @JsonTypeName("reproduce")
    @Schema(name = "ModelReproduction")
    record Reproduce(
            @Schema(example = "admissions") String model,
            @Schema(example = "1") int version,

            @Schema(type = "string", example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
            Digest parametersSha256,

            Provenance.@Nullable End end)
            implements FollowUp {}

    /** Measures a version of a model on another data set. */
    @JsonTypeName("evaluate")
    @Schema(name = "ModelEvaluation")
    record Evaluate(
            @Schema(example = "admissions") String model,
            @Schema(example = "1") int version,

            @Schema(type = "string", example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
            Digest parametersSha256,

            @Schema(example = "ds_01K9Z6N2P4R6T8V0X2Z4B6D8FH")
            String datasetId)
            implements FollowUp {}

    /** Answers the rows of a data set with a version of a model, and makes a data set of rows and answers. */
    @JsonTypeName("predict")
    @Schema(name = "BatchPrediction")
    record Predict(
            @Schema(example = "admissions") String model,
            @Schema(example = "1") int version,

            @Schema(type = "string", example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
            Digest bundleSha256,

            @Schema(example = "ds_01K9Z6N2P4R6T8V0X2Z4B6D8FH")
            String datasetId,

            @Schema(example = "admissions-predictions") String name,
            @Nullable Boolean probabilities,
            @Nullable Double threshold,
            @Nullable Writing writing)
            implements FollowUp {}

    /**
     * How the texts of rows are written on.
     *
     * @param length how many tokens, null for what is usual
     * @param temperature null for what is usual
     * @param seed of all rows, from which each has its own
     */
    @Schema(name = "BatchWriting")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Writing(
            @Schema(example = "200") @Nullable Integer length,
            @Schema(example = "0.8") @Nullable Double temperature,
            @Schema(example = "7") long seed) {}

    /**
     * Makes a data set of examples that a version of a model generates of noise.
     *
     * @param labels the classes of the examples, over and over; null for all of them, or where there are none
     */
    @JsonTypeName("generate")
    @Schema(name = "BatchGeneration")
    record Generate(
            @Schema(example = "digits") String model,
            @Schema(example = "1") int version,

            @Schema(type = "string", example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
            Digest bundleSha256,

            @Schema(example = "digits-predictions") String name,
            @Schema(example = "1000") int count,
            @Schema(example = "7") long seed,
            @Nullable List<String> labels)
            implements FollowUp {

        public Generate {
            labels = labels == null ? null : List.copyOf(labels);
        }
    }
}
