package dev.trainyard.dataset.web;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.upload.PartedUpload;
import dev.trainyard.dataset.upload.PartedUploads;
import dev.trainyard.dataset.upload.Parts;
import dev.trainyard.dataset.upload.UploadState;
import dev.trainyard.dataset.web.PartedUploadView.Arrived;
import dev.trainyard.dataset.web.PartedUploadView.PartView;
import dev.trainyard.idempotency.Creates;
import dev.trainyard.idempotency.Creations;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.role.ApiRole;
import dev.trainyard.security.PublicUrl;
import dev.trainyard.storage.StoredPart;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Uploads in parts: in any order, at once, again, after a broken connection, and with S3 straight to the store. */
@RestController
@ApiRole
@RequestMapping("/api/v1/datasets/uploads")
@Tag(name = "Datasets")
class PartedUploadController {

    private static final String PROBLEM = "application/problem+json";

    private final PartedUploads uploads;
    private final Parts parts;
    private final Creations creations;
    private final Waiting waiting;
    private final PublicUrl publicUrl;

    PartedUploadController(
            PartedUploads uploads, Creations creations, Parts parts, Waiting waiting, PublicUrl publicUrl) {
        this.creations = creations;
        this.publicUrl = publicUrl;
        this.uploads = uploads;
        this.parts = parts;
        this.waiting = waiting;
    }

    @PostMapping
    @Creates
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "beginUpload",
            summary = "Begin an upload in parts",
            description =
                    "Answers an address for each part. `PUT` the bytes of each to its address, in any order, several at once, and"
                            + " again when a connection broke; then complete the upload. With S3 as the store the addresses are"
                            + " presigned and lead straight to it.")
    @ApiResponse(responseCode = "201", description = "The upload, with the addresses of its parts")
    @ApiResponse(
            responseCode = "400",
            description = "The request cannot be read, or has a field that does not exist",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "413",
            description = "The whole is larger than `TRAINYARD_MAX_UPLOAD`",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "422",
            description = "The bytes cannot be cut like that, or the description does not fit",
            content = @Content(mediaType = PROBLEM, examples = @ExampleObject(PartedUploadExamples.INVALID)))
    @ApiResponse(
            responseCode = "429",
            description = "Too many uploads are not completed",
            content = @Content(mediaType = PROBLEM))
    ResponseEntity<PartedUploadView> begin(@RequestBody PartedUploadRequest request) throws IOException {
        return creations.once(request, () -> begun(request));
    }

    private ResponseEntity<PartedUploadView> begun(PartedUploadRequest request) throws IOException {
        DatasetSpec spec = request.specOrEmpty();
        PartedUpload begun = uploads.begin(
                Upload.name(spec, request.fileName()),
                Upload.safeFileName(spec, request.fileName()),
                spec,
                request.wholeBytes(),
                request.partBytes(),
                request.sha256());
        return ResponseEntity.created(location(begun)).body(view(begun));
    }

    private static URI location(PartedUpload upload) {
        return URI.create("/api/v1/datasets/uploads/" + upload.id());
    }

    /** With its parts, as long as some may be sent. */
    private PartedUploadView view(PartedUpload upload) throws IOException {
        if (upload.state() != UploadState.OPEN) {
            return PartedUploadView.brief(upload);
        }
        Map<Integer, StoredPart> arrived =
                uploads.arrived(upload).stream().collect(Collectors.toMap(StoredPart::number, Function.identity()));
        List<PartView> views = IntStream.rangeClosed(1, upload.plan().count())
                .mapToObj(number -> view(upload, number, arrived.get(number)))
                .toList();
        return PartedUploadView.of(
                upload,
                new Arrived(
                        arrived.size(),
                        arrived.values().stream().mapToLong(StoredPart::bytes).sum()),
                views,
                parts.validUntil(upload));
    }

    private PartView view(PartedUpload upload, int number, @Nullable StoredPart arrived) {
        return new PartView(
                number,
                upload.plan().offset(number),
                upload.plan().length(number),
                arrived != null && arrived.bytes() == upload.plan().length(number),
                arrived == null ? null : arrived.etag(),
                "PUT",
                publicUrl.of(parts.address(upload, number)));
    }

    @GetMapping
    @Operation(
            operationId = "listUploads",
            summary = "List the uploads in parts",
            description = "Newest first, without their parts, until they expire.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of uploads",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(PartedUploadExamples.UPLOADS)))
    @ApiResponse(
            responseCode = "400",
            description = "A parameter is out of range",
            content = @Content(mediaType = PROBLEM))
    Page<PartedUploadView> list(@ParameterObject PageRequest page) {
        return uploads.list(page).map(PartedUploadView::brief);
    }

    @GetMapping("/{upload}")
    @Operation(
            operationId = "showUpload",
            summary = "Show an upload in parts",
            description = "Tells which parts have arrived, and gives new addresses to go on with.")
    @ApiResponse(responseCode = "200", description = "The upload")
    @NoSuchUpload
    PartedUploadView show(@PathVariable @Parameter(example = PartedUploadExamples.ID) String upload)
            throws IOException {
        return view(uploads.get(upload));
    }

    @PostMapping("/{upload}/complete")
    @Operation(
            operationId = "completeUpload",
            summary = "Make a data set of the parts",
            description =
                    "All parts are joined and hashed; the answer is that of `POST /datasets`. What is listed must have arrived"
                            + " exactly so. Asking again answers the same data set. Joining that takes longer than half a minute goes"
                            + " on behind a 202 whose `Location` is the upload, until it names its `datasetId`.")
    @ApiResponse(
            responseCode = "201",
            description = "The data set is read: `ready`, or `rejected` with its reasons",
            content = @Content(schema = @Schema(implementation = DatasetView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "The data set is still being read, or the parts are still being joined",
            content =
                    @Content(
                            schema = @Schema(oneOf = {DatasetView.class, PartedUploadView.class}),
                            examples = @ExampleObject(PartedUploadExamples.COMPLETING)))
    @ApiResponse(
            responseCode = "400",
            description = "The request cannot be read, or has a field that does not exist",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "409", description = "The upload has expired", content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "422",
            description = "Parts are missing, or are not those that are listed; each is told",
            content = @Content(mediaType = PROBLEM, examples = @ExampleObject(PartedUploadExamples.INVALID)))
    @ApiResponse(
            responseCode = "507",
            description = "The store is full; the parts are kept",
            content = @Content(mediaType = PROBLEM))
    @NoSuchUpload
    DeferredResult<ResponseEntity<?>> complete(
            @PathVariable @Parameter(example = PartedUploadExamples.ID) String upload,
            @RequestBody(required = false) @Nullable CompleteRequest request)
            throws IOException {
        CompleteRequest sent = request == null ? CompleteRequest.EMPTY : request;
        return waiting.untilCompleted(
                uploads.complete(upload, sent.parts(), sent.sha256()),
                DatasetController::created,
                () -> accepted(uploads.get(upload)));
    }

    private static ResponseEntity<?> accepted(PartedUpload upload) {
        return ResponseEntity.accepted().location(location(upload)).body(PartedUploadView.brief(upload));
    }

    @DeleteMapping("/{upload}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "abortUpload", summary = "Abort an upload in parts")
    @ApiResponse(responseCode = "204", description = "The upload and its parts are gone")
    @ApiResponse(
            responseCode = "409",
            description = "The parts are joined, or are being joined",
            content = @Content(mediaType = PROBLEM))
    @NoSuchUpload
    void abort(@PathVariable @Parameter(example = PartedUploadExamples.ID) String upload) throws IOException {
        uploads.abort(upload);
    }
}
