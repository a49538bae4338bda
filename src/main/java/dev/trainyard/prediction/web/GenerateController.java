package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.prediction.Continuations;
import dev.trainyard.prediction.Generated;
import dev.trainyard.prediction.Samples;
import dev.trainyard.prediction.WrittenSequence;
import dev.trainyard.prediction.WrittenText;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets models write, and make samples. */
@RestController
@ApiRole
@RequestMapping("/api/v1/models/{name}")
@Tag(name = "Predictions")
class GenerateController {

    private static final String SAMPLES =
            "{\"model\":\"ring\",\"version\":1,\"seed\":7,\"samples\":[{\"x\":0.71,\"y\":-0.69}]}";

    private static final String TEXT =
            "{\"model\":\"shakespeare\",\"version\":1,\"text\":\"be, or not to be\",\"seed\":7}";

    private static final String SEQUENCE =
            "{\"model\":\"waves\",\"version\":1,\"steps\":[{\"value\":0.31},{\"value\":0.36}],\"seed\":7,\"warnings\":[]}";

    private final Samples samples;
    private final Continuations continuations;

    GenerateController(Samples samples, Continuations continuations) {
        this.samples = samples;
        this.continuations = continuations;
    }

    @PostMapping(
            path = "/generate",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "generate",
            summary = "Generate with the newest version",
            description =
                    "A GAN or a VAE makes samples in the units of its training data: `{\"count\":16,\"seed\":7}`, a GAN perhaps with"
                            + " `labels`; with `Accept: image/png` they come as one picture; otherwise pictures are rows of pixels from 0 to 255. A GAN that makes pictures whole takes what is left of them: `{\"images\":[\"<base64>\"]}`. A model of the task `text-generation`"
                            + " writes on after a `prompt`; one that writes texts of texts or pictures, and reads what it writes, writes of a `prompt` or of one of `images`. A model that forecasts, or tells at each step of a sequence the next, lets a `prompt` of rows go on by its own answers, and with `Accept: image/png` draws the way of a pen (`dx`, `dy`, `pen`). The answer names the seed by which the same comes again.")
    @ApiResponse(
            responseCode = "200",
            description = "Samples, or what follows the prompt",
            content =
                    @Content(
                            schema = @Schema(oneOf = {Generated.class, WrittenText.class, WrittenSequence.class}),
                            examples = {
                                @ExampleObject(name = "samples", value = SAMPLES),
                                @ExampleObject(name = "text", value = TEXT),
                                @ExampleObject(name = "sequence", value = SEQUENCE)
                            }))
    @PredictionProblems
    Object generate(@PathVariable @Parameter(example = "ring") String name, @RequestBody GenerateRequest request) {
        return generate(name, Models.LATEST, request);
    }

    @PostMapping(
            path = "/versions/{version}/generate",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "generateWithVersion",
            summary = "Generate with a version",
            description = "`version` is a number, an alias, or `latest`; the answer says which number it was.")
    @ApiResponse(
            responseCode = "200",
            description = "Samples, or what follows the prompt",
            content =
                    @Content(
                            schema = @Schema(oneOf = {Generated.class, WrittenText.class, WrittenSequence.class}),
                            examples = {
                                @ExampleObject(name = "samples", value = SAMPLES),
                                @ExampleObject(name = "text", value = TEXT),
                                @ExampleObject(name = "sequence", value = SEQUENCE)
                            }))
    @PredictionProblems
    Object generate(
            @PathVariable @Parameter(example = "ring") String name,
            @PathVariable @Parameter(example = "champion") String version,
            @RequestBody GenerateRequest request) {
        if (samples.restoresPictures(name, version)) {
            return samples.restore(name, version, request.pictures());
        }
        if (samples.makesSamples(name, version)) {
            return samples.generate(name, version, request.samples(), seed(request), request.labels());
        }
        return continuations.forecasts(name, version)
                ? continuations.goOn(name, version, request.continuation())
                : continuations.write(name, version, request::continuation);
    }

    @PostMapping(path = "/generate", consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(hidden = true)
    byte[] picture(@PathVariable String name, @RequestBody GenerateRequest request) {
        return picture(name, Models.LATEST, request);
    }

    @PostMapping(
            path = "/versions/{version}/generate",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(hidden = true)
    byte[] picture(@PathVariable String name, @PathVariable String version, @RequestBody GenerateRequest request) {
        if (samples.restoresPictures(name, version)) {
            return samples.restoredPicture(name, version, request.pictures());
        }
        if (continuations.forecasts(name, version)) {
            return continuations.goneOnPicture(name, version, request.continuation());
        }
        return samples.generatePicture(name, version, request.samples(), seed(request), request.labels());
    }

    /** One that is drawn is small enough for every JSON reader to keep. */
    private static long seed(GenerateRequest request) {
        return request.seed() != null
                ? request.seed()
                : ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    }
}
