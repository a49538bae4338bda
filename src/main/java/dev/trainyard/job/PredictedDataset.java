package dev.trainyard.job;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What came of answering the rows of a data set.
 *
 * @param datasetId the data set of the rows with their predictions
 * @param rows how many there are
 * @param answered how many of them have predictions; the cells of the others are empty
 */
@Schema(name = "JobPredictions")
public record PredictedDataset(
        @Schema(example = "ds_01K9Z7N2P4R6T8V0X2Z4B6D8FH") String datasetId,
        @Schema(example = "400") long rows,
        @Schema(example = "398") long answered) {}
