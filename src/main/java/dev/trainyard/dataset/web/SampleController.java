package dev.trainyard.dataset.web;

import dev.trainyard.dataset.Datasets;
import dev.trainyard.dataset.samples.Sample;
import dev.trainyard.dataset.samples.Samples;
import dev.trainyard.idempotency.Creates;
import dev.trainyard.idempotency.Creations;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.StoredObject;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Data sets to try things on. */
@RestController
@ApiRole
@RequestMapping("/api/v1/datasets/samples")
@Tag(name = "Datasets")
class SampleController {

    private final Datasets datasets;
    private final Creations creations;
    private final ObjectStore store;
    private final Waiting waiting;

    SampleController(Datasets datasets, Creations creations, ObjectStore store, Waiting waiting) {
        this.creations = creations;
        this.datasets = datasets;
        this.store = store;
        this.waiting = waiting;
    }

    /** All samples. */
    record SampleList(List<SampleView> data) {}

    /** A sample that can be made. */
    record SampleView(
            String name,
            String task,
            String description,
            List<String> columns,

            @Schema(description = "How many rows it has, and how noisy they are, when nothing is said.")
            Sample.Usual usual) {

        static SampleView of(Sample sample) {
            return new SampleView(sample.name(), sample.task(), sample.description(), sample.columns(), sample.usual());
        }
    }

    @GetMapping
    @Operation(
            operationId = "listSamples",
            summary = "List the samples",
            description = "Generated data sets to try things on.")
    @ApiResponse(
            responseCode = "200",
            description = "The samples that can be made",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"data":[{"name":"circle","task":"classification","description":"A disk within a ring.",
                             "columns":["x","y","label"],"usual":{"rows":1000,"noise":0.1}}]}""")))
    SampleList list() {
        return new SampleList(Samples.all().stream().map(SampleView::of).toList());
    }

    @PostMapping("/{sample}")
    @Creates
    @Operation(summary = "Make a sample", description = "The same seed makes the same rows.")
    @ApiResponse(responseCode = "201", description = "The data set, ready")
    @ApiResponse(responseCode = "202", description = "The data set is still being read")
    @ApiResponse(
            responseCode = "404",
            description = "There is no such sample; the detail names what is near",
            content = @Content(mediaType = "application/problem+json"))
    @BadSpec
    DeferredResult<ResponseEntity<DatasetView>> make(
            @PathVariable @Parameter(example = "circle") String sample,
            @RequestBody(required = false) @Nullable SampleRequest request)
            throws IOException {
        SampleRequest wanted = request == null ? SampleRequest.USUAL : request;
        Sample chosen = Samples.named(sample);
        String id = creations.idOnce(wanted, () -> made(chosen, wanted));
        return waiting.untilRead(id, Waiting.AFTER_UPLOAD, DatasetController::created);
    }

    private String made(Sample chosen, SampleRequest wanted) throws IOException {
        byte[] bytes = wanted.make(chosen);
        StoredObject object = store.put(new ByteArrayInputStream(bytes), Long.MAX_VALUE);
        String name = wanted.name() == null ? chosen.name() : wanted.name();
        return datasets.add(name, chosen.spec(), name + "." + chosen.ending(), object)
                .getId();
    }
}
