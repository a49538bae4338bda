package dev.trainyard.layout.web;

import dev.trainyard.json.Json;
import dev.trainyard.layout.Layout;
import dev.trainyard.layout.Layouts;
import dev.trainyard.plan.Sequence;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows sequences as training would see them. */
@RestController
@ApiRole
@Tag(name = "Datasets")
class LayoutController {

    private static final String PROBLEM = "application/problem+json";

    private final Layouts layouts;

    LayoutController(Layouts layouts) {
        this.layouts = layouts;
    }

    @GetMapping("/api/v1/datasets/{id}/layout")
    @Operation(
            operationId = "showDatasetLayout",
            summary = "Show the first two sequences as training would see them",
            description =
                    "Takes what a job says in `sequence`, `features` and `target`, and answers the tensors and masks of"
                            + " the first two examples, made of the first 1,000 rows of the data set, before numbers are scaled; what"
                            + " is `null` is missing. Of clips the steps are pictures.")
    @ApiResponse(
            responseCode = "200",
            description = "The first two examples",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"mode":"many-to-one","window":3,"horizon":1,"inputColumns":["value"],"targetColumns":["value"],
                             "examples":[{"rows":[0,1,2],"input":[[0.15616],[0.06451],[0.13957]],"inputMask":[1,1,1],"target":[[0.30567]],"targetMask":[1]},
                                         {"rows":[1,2,3],"input":[[0.06451],[0.13957],[0.30567]],"inputMask":[1,1,1],"target":[[0.36993]],"targetMask":[1]}]}""")))
    @ApiResponse(
            responseCode = "400",
            description = "A parameter is out of range",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such data set",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "409",
            description = "The data set is not ready",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "422",
            description = "The columns make up no such sequences; `errors` says why",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "501",
            description = "Such sequences of pictures are not built yet",
            content = @Content(mediaType = PROBLEM))
    Layout layout(
            @PathVariable @Parameter(example = "ds_01J8XW5VJ7M2T4Q9N6R3K8B1ZC") String id,
            @RequestParam(required = false)
                    @Parameter(example = "many-to-one", schema = @Schema(implementation = Sequence.Mode.class))
                    @Nullable
                    String mode,
            @RequestParam(required = false) @Parameter(example = "run") @Nullable String idColumn,
            @RequestParam(required = false) @Parameter(example = "t") @Nullable String orderColumn,
            @RequestParam(required = false) @Parameter(example = "12") @Nullable Integer horizon,
            @RequestParam(required = false) @Parameter(example = "24") @Nullable Integer window,
            @RequestParam(required = false) @Parameter(example = "1") @Nullable Integer stride,
            @RequestParam(required = false)
                    @Parameter(description = "Columns that go in.", example = "value,marker")
                    @Nullable
                    List<String> features,
            @RequestParam(required = false)
                    @Parameter(description = "Columns that are answered.", example = "target")
                    @Nullable
                    List<String> target)
            throws IOException {
        return layouts.of(id, sequence(mode, idColumn, orderColumn, horizon, window, stride), features, target);
    }

    private static Sequence sequence(
            @Nullable String mode,
            @Nullable String idColumn,
            @Nullable String orderColumn,
            @Nullable Integer horizon,
            @Nullable Integer window,
            @Nullable Integer stride) {
        try {
            return new Sequence(mode(mode), idColumn, orderColumn, horizon, window, stride);
        } catch (IllegalArgumentException e) {
            throw Problem.invalidParameter(String.valueOf(e.getMessage()));
        }
    }

    private static Sequence.@Nullable Mode mode(@Nullable String written) {
        if (written == null) {
            return null;
        }
        List<String> known = Arrays.stream(Sequence.Mode.values())
                .map(mode -> Json.mapper().convertValue(mode, String.class))
                .toList();
        if (!known.contains(written)) {
            throw Problem.invalidParameter(
                    "there is no mode '%s'; there are: %s".formatted(written, String.join(", ", known)));
        }
        return Sequence.Mode.values()[known.indexOf(written)];
    }
}
