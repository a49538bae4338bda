package dev.trainyard.job.web;

import dev.trainyard.job.JobEvent;
import dev.trainyard.job.JobEvents;
import dev.trainyard.job.TrainingJobs;
import dev.trainyard.paging.Page;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** A job's event log, as a list and as a live stream. */
@RestController
@ApiRole
@RequestMapping("/api/v1/jobs/{id}/events")
@Tag(name = "Jobs")
class EventController {

    private static final String JOB = "job_01K9Z6Q4T5V0X8M2R7N3C1B4DE";
    private static final int MOST = 1000;

    private final TrainingJobs jobs;
    private final JobEvents events;
    private final EventStreams streams;

    EventController(TrainingJobs jobs, JobEvents events, EventStreams streams) {
        this.jobs = jobs;
        this.events = events;
        this.streams = streams;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "jobEvents",
            summary = "List or stream a job's events",
            description = "With `Accept: text/event-stream` a live stream that a reconnecting client resumes by"
                    + " `Last-Event-ID`, without a gap or a double, until the event `end` closes it. Otherwise a list,"
                    + " the oldest first. `seq` rises by one for each job.")
    @ApiResponse(
            responseCode = "200",
            description = "The events after `after`",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = EventList.class),
                        examples = @ExampleObject("""
                                        {"data":[{"seq":1,"jobId":"job_01K9Z6Q4T5V0X8M2R7N3C1B4DE","type":"state",
                                          "at":"2026-11-02T10:15:29.662586Z","state":"queued"},
                                         {"seq":2,"jobId":"job_01K9Z6Q4T5V0X8M2R7N3C1B4DE","type":"state",
                                          "at":"2026-11-02T10:15:29.717873Z","state":"running","attempt":1,
                                          "worker":"wrk_01M8BXZ5RNJ7P71JN3CDZF8Q13"}],
                                         "hasMore":false,"nextAfter":null}""")),
                @Content(
                        mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                        schema = @Schema(type = "string"),
                        examples = @ExampleObject("""
                                        id: 118
                                        event: metrics
                                        data: {"seq":118,"jobId":"job_01K9Z6Q4T5V0X8M2R7N3C1B4DE","type":"metrics","at":"2026-11-02T10:15:30.123456Z","epoch":3,"iteration":1410,"series":{"train/loss":0.214},"progress":0.31,"endOfEpoch":true}
                                        """))
            })
    @ApiResponse(responseCode = "400", description = "A parameter is out of range", content = @Content)
    @NoSuchJob
    Page<EventView> list(
            @PathVariable @Parameter(example = JOB) String id,
            @RequestParam(defaultValue = "0") @Parameter(description = "Only events with a higher `seq`") long after,
            @RequestParam(defaultValue = "100") @Parameter(description = "At most so many, up to 1000") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.invalidParameter("limit is %d; it is from 1 to %d".formatted(limit, MOST));
        }
        jobs.state(id);
        List<JobEvent> found = events.after(id, after, limit + 1);
        boolean hasMore = found.size() > limit;
        List<JobEvent> page = hasMore ? found.subList(0, limit) : found;
        return new Page<>(
                page.stream().map(EventView::of).toList(),
                hasMore,
                hasMore ? String.valueOf(page.get(limit - 1).seq()) : null);
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(operationId = "jobEvents", hidden = true)
    ResponseEntity<ResponseBodyEmitter> stream(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        long from = lastEventId == null || lastEventId.isBlank() ? after : number(lastEventId.strip());
        boolean over = jobs.state(id).isTerminal() && events.after(id, from, 1).isEmpty();
        // 204 tells an EventSource that came back after the end to stay away.
        return over
                ? ResponseEntity.noContent().build()
                : ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).body(streams.open(id, from));
    }

    private static long number(String lastEventId) {
        try {
            return Long.parseLong(lastEventId);
        } catch (NumberFormatException e) {
            throw Problem.invalidParameter(
                    "Last-Event-ID is '%s'; it is the seq of an event".formatted(lastEventId), e);
        }
    }

    /** A page of events; only there to be described. */
    @Schema(name = "EventList")
    record EventList(
            List<EventView> data, boolean hasMore, @Nullable String nextAfter) {}
}
