package dev.trainyard.model.web;

import dev.trainyard.model.Models;
import dev.trainyard.model.NewVersion.Artifact;
import dev.trainyard.model.TrainedVersion;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.StoreRedirect;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** The files of a version, straight from the object store. */
@RestController
@ApiRole
@Tag(name = "Models")
class ArtifactController {

    private final Models models;
    private final ObjectStore store;

    ArtifactController(Models models, ObjectStore store) {
        this.models = models;
        this.store = store;
    }

    @GetMapping("/api/v1/models/{name}/versions/{version}/artifacts/{file}")
    @Operation(
            operationId = "downloadArtifact",
            summary = "Download a file of a version",
            description =
                    "`model.onnx` opens in any ONNX runtime, `bundle.zip` holds everything. `dl4j.zip` is there where DL4J has words for the"
                            + " network; where not, the 404 says what is missing. The `ETag` is the SHA-256"
                            + " of the bytes.")
    @ApiResponse(
            responseCode = "200",
            description = "The bytes",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "307",
            description =
                    "Where the object store itself hands the bytes out for a quarter of an hour, when it is set to",
            content = @Content)
    @ApiResponse(responseCode = "304", description = "Unchanged since `If-None-Match`", content = @Content)
    @NoSuchModel
    ResponseEntity<Resource> download(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "latest") String version,
            @PathVariable @Parameter(example = "model.onnx") String file,
            WebRequest request)
            throws IOException {
        Artifact artifact = artifact(models.version(name, version), file);
        if (request.checkNotModified(artifact.sha256().hex())) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(artifact.sha256().hex())
                    .build();
        }
        Optional<ResponseEntity<Resource>> elsewhere = StoreRedirect.of(store, artifact.sha256(), artifact.name());
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        return ResponseEntity.ok()
                .eTag(artifact.sha256().hex())
                .contentType(type(file))
                .contentLength(artifact.bytes())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(artifact))
                .body(new InputStreamResource(() -> store.open(artifact.sha256())));
    }

    private Artifact artifact(TrainedVersion version, String file) throws IOException {
        Artifact artifact = version.artifacts().stream()
                .filter(one -> one.name().equals(file))
                .findFirst()
                .orElseThrow(() -> noSuchFile(version, file));
        if (!store.exists(artifact.sha256())) {
            throw new Problem(
                    ProblemType.UNAVAILABLE,
                    "%s of %s version %d is not in the object store at the moment"
                            .formatted(file, version.model(), version.version()));
        }
        return artifact;
    }

    private static Problem noSuchFile(TrainedVersion version, String file) {
        String reason = version.manifest().remarks().get(file);
        if (reason != null) {
            return Problem.notFound(
                    "%s version %d has no %s: %s".formatted(version.model(), version.version(), file, reason));
        }
        List<String> names = version.artifacts().stream().map(Artifact::name).toList();
        String hint = NearestName.of(file, names)
                .map("did you mean '%s'?"::formatted)
                .orElse("there are: " + String.join(", ", names));
        return Problem.notFound(
                "%s version %d has no file '%s'; %s".formatted(version.model(), version.version(), file, hint));
    }

    private static MediaType type(String file) {
        if (file.endsWith(".json")) {
            return MediaType.APPLICATION_JSON;
        }
        return file.endsWith(".zip") ? MediaType.valueOf("application/zip") : MediaType.APPLICATION_OCTET_STREAM;
    }

    private static String disposition(Artifact artifact) {
        return ContentDisposition.attachment().filename(artifact.name()).build().toString();
    }
}
