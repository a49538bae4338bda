package dev.trainyard.audit.web;

import dev.trainyard.audit.AuditEntry;
import dev.trainyard.audit.AuditLog;
import dev.trainyard.audit.AuditQuery;
import dev.trainyard.json.Json;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Shows what callers did. */
@RestController
@ApiRole
@RequestMapping("/api/v1/audit")
@Tag(name = "Keys")
class AuditController {

    private final AuditLog log;

    AuditController(AuditLog log) {
        this.log = log;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listAudit",
            summary = "Show who did what",
            description =
                    "Every request that was to change something, newest first: who, what, from where, with which result."
                            + " With `Accept: application/x-ndjson`, all that match, one JSON object a line.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of entries",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"data":[{"id":"aud_01K9Z6Q4T5V0X8M2R7N3C1B4DE","at":"2026-11-26T09:30:00Z","caller":"nightly-retraining","method":"POST",
                             "path":"/api/v1/jobs","made":"/api/v1/jobs/job_01K9Z6Q4T5V0X8M2R7N3C1B4DF","status":202,"address":"127.0.0.1",
                             "requestId":"01m8cdb2h5qaxf0f7dj0jy232w"}],"hasMore":false,"nextAfter":null}""")))
    @ApiResponse(responseCode = "400", description = "A parameter is out of range")
    Page<AuditEntry> list(@ParameterObject AuditQuery query, @ParameterObject PageRequest page) {
        return log.list(query, page);
    }

    /** All entries that match, one JSON object a line. */
    @Hidden
    @GetMapping(produces = MediaType.APPLICATION_NDJSON_VALUE)
    ResponseEntity<StreamingResponseBody> export(@ParameterObject AuditQuery query) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .body(out -> log.each(query, entry -> write(entry, out)));
    }

    private static void write(AuditEntry entry, OutputStream out) {
        try {
            out.write((Json.mapper().writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
