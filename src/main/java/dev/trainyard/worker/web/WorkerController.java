package dev.trainyard.worker.web;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.web.ProblemDocument;
import dev.trainyard.role.ApiRole;
import dev.trainyard.worker.EnteredWorker;
import dev.trainyard.worker.Workers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows who trains. */
@RestController
@ApiRole
@RequestMapping("/api/v1/workers")
@Tag(name = "Workers")
class WorkerController {

    private final Workers workers;

    WorkerController(Workers workers) {
        this.workers = workers;
    }

    @GetMapping
    @Operation(
            operationId = "listWorkers",
            summary = "List workers",
            description =
                    "The newest first, with what each computes on and what it runs; lost ones are shown for an hour.")
    @ApiResponse(
            responseCode = "200",
            description = "All workers",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"data":[{"id":"wrk_01M8BXZ5RNJ7P71JN3CDZF8Q13","state":"alive","host":"worker-0","version":"1.0.0","slots":1,
                             "labels":[],"jobs":[],"device":{"type":"cpu","cores":2,"memoryBytes":25276026880,"gpus":0,
                               "diagnosis":"no GPU was found; jobs run on the CPU, and jobs that ask for a gpu wait","found":[]},
                             "freeMemoryBytes":10921848832,"startedAt":"2026-11-26T12:40:59.836169Z",
                             "heartbeatAt":"2026-11-26T12:41:38.500119Z"}]}""")))
    WorkerList list() {
        return new WorkerList(workers.list());
    }

    @GetMapping("/{id}")
    @Operation(operationId = "showWorker", summary = "Show a worker")
    @ApiResponse(responseCode = "200", description = "The worker")
    @ApiResponse(
            responseCode = "404",
            description = "There is no such worker",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    EnteredWorker show(@PathVariable @Parameter(example = "wrk_01K9Z6A1B2C3D4E5F6G7H8J9KM") String id) {
        return workers.find(id).orElseThrow(() -> Problem.notFound("There is no worker " + id));
    }

    /** All workers. */
    @Schema(name = "WorkerList")
    record WorkerList(List<EnteredWorker> data) {}
}
