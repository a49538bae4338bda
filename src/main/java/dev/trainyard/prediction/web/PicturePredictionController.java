package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.prediction.AnswerForm;
import dev.trainyard.prediction.Asked;
import dev.trainyard.prediction.Predicted;
import dev.trainyard.prediction.Predictions;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The native prediction call, with files of pictures. */
@RestController
@ApiRole
@RequestMapping(path = "/api/v1/models/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Predictions")
class PicturePredictionController {

    private static final int LARGEST = 32 * 1024 * 1024;

    private final Predictions predictions;

    PicturePredictionController(Predictions predictions) {
        this.predictions = predictions;
    }

    @PostMapping(path = "/predict", consumes = "image/*")
    @Operation(
            operationId = "predictPicture",
            summary = "Predict one picture with the newest version",
            description =
                    "The body is the file: PNG, JPEG, BMP, GIF or WebP, at most 32 MB. It is brought to the size of"
                            + " the training pictures by the code that did it there.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @io.swagger.v3.oas.annotations.media.Content(
                            mediaType = "image/*",
                            schema = @Schema(type = "string", format = "binary")))
    @Answered
    @PredictionProblems
    Predicted predict(
            @PathVariable @Parameter(example = "digits") String name,
            @RequestParam(required = false) @Nullable Boolean probabilities,
            @RequestParam(required = false) @Nullable Integer topK,
            @RequestParam(required = false) @Nullable Double threshold,
            @Parameter(hidden = true) InputStream picture)
            throws IOException {
        return predict(name, Models.LATEST, probabilities, topK, threshold, picture);
    }

    @PostMapping(path = "/versions/{version}/predict", consumes = "image/*")
    @Operation(operationId = "predictPictureWithVersion", summary = "Predict one picture with a version")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @io.swagger.v3.oas.annotations.media.Content(
                            mediaType = "image/*",
                            schema = @Schema(type = "string", format = "binary")))
    @Answered
    @PredictionProblems
    Predicted predict(
            @PathVariable @Parameter(example = "digits") String name,
            @PathVariable @Parameter(example = "champion") String version,
            @RequestParam(required = false) @Nullable Boolean probabilities,
            @RequestParam(required = false) @Nullable Integer topK,
            @RequestParam(required = false) @Nullable Double threshold,
            @Parameter(hidden = true) InputStream picture)
            throws IOException {
        AnswerForm form = AnswerForm.asked(probabilities, topK, threshold);
        return form.of(predictions.predict(name, version, Asked.pictures(List.of(read(picture)))));
    }

    @PostMapping(path = "/predict", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            operationId = "predictPictures",
            summary = "Predict several pictures with the newest version",
            description = "Each part called `file` is a picture.")
    @Answered
    @PredictionProblems
    Predicted predict(
            @PathVariable @Parameter(example = "digits") String name,
            @RequestParam(required = false) @Nullable Boolean probabilities,
            @RequestParam(required = false) @Nullable Integer topK,
            @RequestParam(required = false) @Nullable Double threshold,
            @RequestParam("file") List<MultipartFile> file)
            throws IOException {
        return predict(name, Models.LATEST, probabilities, topK, threshold, file);
    }

    @PostMapping(path = "/versions/{version}/predict", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(operationId = "predictPicturesWithVersion", summary = "Predict several pictures with a version")
    @Answered
    @PredictionProblems
    Predicted predict(
            @PathVariable @Parameter(example = "digits") String name,
            @PathVariable @Parameter(example = "champion") String version,
            @RequestParam(required = false) @Nullable Boolean probabilities,
            @RequestParam(required = false) @Nullable Integer topK,
            @RequestParam(required = false) @Nullable Double threshold,
            @RequestParam("file") List<MultipartFile> file)
            throws IOException {
        AnswerForm form = AnswerForm.asked(probabilities, topK, threshold);
        List<byte[]> pictures = new ArrayList<>();
        for (MultipartFile part : file) {
            try (InputStream picture = part.getInputStream()) {
                pictures.add(read(picture));
            }
        }
        return form.of(predictions.predict(name, version, Asked.pictures(pictures)));
    }

    private static byte[] read(InputStream picture) throws IOException {
        byte[] file = picture.readNBytes(LARGEST + 1);
        if (file.length > LARGEST) {
            throw new Problem(
                    ProblemType.TOO_LARGE, "the picture has more than %d MB".formatted(LARGEST / (1024 * 1024)));
        }
        return file;
    }
}
