package dev.trainyard.job.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import dev.trainyard.job.JobEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An event as callers see it: what all have, and beside it what its type has. */
@Schema(name = "Event", example = """
                {"seq":118,"jobId":"job_01K9Z6Q4T5V0X8M2R7N3C1B4DE","type":"metrics","at":"2026-11-02T10:15:30.123456Z",
                 "epoch":3,"iteration":1410,"series":{"train/loss":0.214,"validation/accuracy":0.93},"progress":0.31,
                 "etaSeconds":84,"endOfEpoch":true}
                """)
record EventView(
        @Schema(description = "Rises by one for each job.") long seq,
        String jobId,

        @Schema(allowableValues = {"state", "metrics", "log", "sample", "warning", "end"})
        String type,

        OffsetDateTime at,
        @Schema(hidden = true) @JsonAnyGetter Map<String, JsonNode> fields) {

    static EventView of(JobEvent event) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        event.data().forEachEntry(fields::put);
        return new EventView(event.seq(), event.jobId(), event.type(), event.at(), fields);
    }
}
