package dev.trainyard.job.web;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.idempotency.Creates;
import dev.trainyard.idempotency.Creations;
import dev.trainyard.job.BatchPredictions;
import dev.trainyard.job.BatchPredictions.Made;
import dev.trainyard.job.BatchPredictions.Wanted;
import dev.trainyard.job.TrainingJobs;
import dev.trainyard.model.Models;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.web.ProblemDocument;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Has models answer the rows of whole data sets. */
@RestController
@ApiRole
@RequestMapping("/api/v1/models/{name}")
@Tag(name = "Predictions")
class BatchPredictionController {

    private static final int MOST_EXAMPLES = 400_000;
    private static final int MOST_TOKENS = 5_000;
    private static final double HOTTEST = 10;

    private static final String DESCRIPTION =
            "By a job of its own, piece by piece, so that the data set may be of any size. The job's `predictions` names the data set"
                    + " that comes of it: the rows with `predicted_…` columns behind them, to be downloaded or trained on. A row that"
                    + " cannot be answered has empty cells there; the job's events say why. Answers that are pictures make a data set of pictures."
                    + " A GAN or a VAE is asked by `count` and makes a data set like the one it learned from.";

    private final BatchPredictions predictions;
    private final Creations creations;
    private final TrainingJobs jobs;

    BatchPredictionController(BatchPredictions predictions, Creations creations, TrainingJobs jobs) {
        this.predictions = predictions;
        this.creations = creations;
        this.jobs = jobs;
    }

    @PostMapping("/batch-predictions")
    @Creates
    @Operation(
            operationId = "predictDataset",
            summary = "Predict for a data set with the newest version",
            description = DESCRIPTION)
    @Answers
    ResponseEntity<JobView> predict(
            @PathVariable @Parameter(example = "admissions") String name, @RequestBody BatchPredictionRequest request)
            throws IOException {
        return predict(name, Models.LATEST, request);
    }

    @PostMapping("/versions/{version}/batch-predictions")
    @Creates
    @Operation(
            operationId = "predictDatasetWithVersion",
            summary = "Predict for a data set with a version",
            description = DESCRIPTION)
    @Answers
    ResponseEntity<JobView> predict(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "champion") String version,
            @RequestBody BatchPredictionRequest request)
            throws IOException {
        return creations.once(request, () -> accepted(queued(name, version, request)));
    }

    private String queued(String name, String version, BatchPredictionRequest request) {
        return request.count() == null
                ? predictions.predict(name, version, request.wanted())
                : predictions.generate(name, version, request.made(request.count()));
    }

    private ResponseEntity<JobView> accepted(String id) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + id))
                .body(JobView.of(jobs.find(id)));
    }

    /** What is to be answered, and how. */
    @InvalidAs(ProblemType.INVALID_JOB)
    record BatchPredictionRequest(
            @Schema(
                    description = "Whose rows are answered; left out where `count` is given.",
                    example = "ds_01K9Z6N2P4R6T8V0X2Z4B6D8FH")
            @Nullable
            String datasetId,

            @Schema(
                    description = "What the data set that is made is called; by default after the model.",
                    example = "admissions-predictions")
            @Nullable
            String name,

            @Schema(description = "Whether probabilities are told, too; by default they are.", example = "true")
            @Nullable
            Boolean probabilities,

            @Schema(
                    description =
                            "From which probability on a label is among the answer's labels, or the second of two classes is told.",
                    example = "0.5")
            @Nullable
            Double threshold,

            @Schema(
                    description =
                            "How many examples a GAN or a VAE is to make, in place of answering rows; up to 400,000.")
            @Nullable
            Integer count,

            @Schema(
                    description =
                            "The same seed makes the same examples, which are those of `generate`; or writes the same texts, each row with a seed of its own made of it; by default any.")
            @Nullable
            Long seed,

            @Schema(
                    description =
                            "How many tokens a model that writes texts on writes behind the text of each row; by default 200.")
            @Nullable
            Integer length,

            @Schema(
                    description =
                            "At which temperature these are drawn: 1 as likely as they are, 0 the likeliest; by default 1.")
            @Nullable
            Double temperature,

            @Schema(
                    description =
                            "The classes of the examples, over and over, for a GAN that was told classes; by default all of them.")
            @Nullable
            List<String> labels) {

        BatchPredictionRequest {
            labels = labels == null ? null : List.copyOf(labels);
            if (datasetId == null && count == null) {
                throw new IllegalArgumentException(
                        "datasetId is missing; it names the data set whose rows are answered");
            }
            if (count == null ? labels != null : datasetId != null) {
                throw new IllegalArgumentException(
                        "count and labels are for generated examples and datasetId for rows that are answered; give one or the other");
            }
            if (count != null
                    && (probabilities != null || threshold != null || length != null || temperature != null)) {
                throw new IllegalArgumentException(
                        "probabilities, threshold, length and temperature are of answers to rows; leave them out");
            }
            if (length != null && (length < 1 || length > MOST_TOKENS)) {
                throw new IllegalArgumentException("length is %d; it is from 1 to %d".formatted(length, MOST_TOKENS));
            }
            if (temperature != null && !(temperature >= 0 && temperature <= HOTTEST)) {
                throw new IllegalArgumentException(
                        "temperature is %s; it is from 0 to %s".formatted(temperature, HOTTEST));
            }
            if (count != null && (count < 1 || count > MOST_EXAMPLES)) {
                throw new IllegalArgumentException("count is %d; it is from 1 to %d".formatted(count, MOST_EXAMPLES));
            }
            if (labels != null && labels.isEmpty()) {
                throw new IllegalArgumentException("labels is empty; it names classes, or is left out");
            }
            if (name != null && !DatasetSpec.isName(name)) {
                throw new IllegalArgumentException(
                        "name is none: lower-case letters, digits, '.', '_' and '-', at most 63, the first a letter or digit");
            }
            if (threshold != null && !(threshold > 0 && threshold < 1)) {
                throw new IllegalArgumentException("threshold is %s; it is between 0 and 1".formatted(threshold));
            }
        }

        Wanted wanted() {
            return new Wanted(
                    Objects.requireNonNull(datasetId), name, probabilities, threshold, length, temperature, seed);
        }

        Made made(int examples) {
            return new Made(name, examples, seed, labels);
        }
    }

    /** What both calls answer. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "202",
            description = "The job that answers them is queued",
            headers = @Header(name = "Location", description = "Where to watch it", schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such model, version or data set",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    @ApiResponse(
            responseCode = "422",
            description = "The data set has not what the version reads",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    @ApiResponse(
            responseCode = "501",
            description = "What the version answers has no room in a row",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    @interface Answers {}
}
