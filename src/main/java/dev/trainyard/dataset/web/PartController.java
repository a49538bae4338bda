package dev.trainyard.dataset.web;

import dev.trainyard.dataset.upload.Parts;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.StoredPart;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes parts where the store is a directory, as an S3 server would. */
@RestController
@ApiRole
@RequestMapping("/api/v1/datasets/uploads/{upload}/parts")
@Tag(name = "Datasets")
class PartController {

    private static final String PROBLEM = "application/problem+json";

    private final Parts parts;

    PartController(Parts parts) {
        this.parts = parts;
    }

    @PutMapping("/{number}")
    @Operation(
            operationId = "sendPart",
            summary = "Send a part",
            description =
                    "At the address that the upload gives for it, which needs nothing else to be allowed in. A part that is sent"
                            + " again replaces the earlier one; one that breaks off changes nothing.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/octet-stream",
                                            schema = @Schema(type = "string", format = "binary"))))
    @ApiResponse(
            responseCode = "200",
            description = "The part is kept; its `ETag` is its SHA-256",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(PartedUploadExamples.PART)))
    @ApiResponse(
            responseCode = "403",
            description = "The address was changed, or its time is over",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "409",
            description = "The upload takes no more parts, or its parts go to the object store",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "422",
            description = "The part has another length; nothing of it was kept",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "507", description = "The store is full", content = @Content(mediaType = PROBLEM))
    @NoSuchUpload
    ResponseEntity<StoredPart> send(
            @PathVariable @Parameter(example = PartedUploadExamples.ID) String upload,
            @PathVariable @Parameter(example = "1") int number,
            @RequestParam @Parameter(description = "As in the address.", example = "1769864400") long expires,
            @RequestParam
                    @Parameter(
                            description = "As in the address.",
                            example = "Jx0l3mD2oQmE4tq8y5rjQmS7kq1o5b9fJm3c2Vt0XyA")
                    String ticket,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        StoredPart part = parts.receive(
                upload, number, instant(expires), ticket, request.getInputStream(), request.getContentLengthLong());
        return ResponseEntity.ok().eTag(part.etag()).body(part);
    }

    private static Instant instant(long seconds) {
        try {
            return Instant.ofEpochSecond(seconds);
        } catch (DateTimeException e) {
            throw Problem.invalidParameter("expires is %d, which is no time".formatted(seconds), e);
        }
    }
}
