package dev.trainyard.dataset.web;

import dev.trainyard.dataset.Dataset;
import dev.trainyard.dataset.Datasets;
import dev.trainyard.dataset.Pixels;
import dev.trainyard.dataset.StoredPictures;
import dev.trainyard.dataset.picture.Thumbnail;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pictures of a data set, to look at. */
@RestController
@ApiRole
@RequestMapping("/api/v1/datasets/{id}/images")
@Tag(name = "Datasets")
class PictureController {

    private static final int LARGEST = 1_024;
    private static final int USUAL = 256;

    private final Datasets datasets;
    private final StoredPictures pictures;

    PictureController(Datasets datasets, StoredPictures pictures) {
        this.datasets = datasets;
        this.pictures = pictures;
    }

    @GetMapping(path = "/{n}", produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(
            summary = "Show a picture",
            description = "The picture of a row as it will be trained on, as PNG. Without `size` it is shown as it is,"
                    + " or smaller where a side has more than 256 pixels.")
    @ApiResponse(
            responseCode = "200",
            description = "The picture",
            content = @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")))
    @NoSuchDataset
    @NotReadYet
    ResponseEntity<byte[]> picture(
            @PathVariable @Parameter(example = Examples.ID) String id,
            @PathVariable @Parameter(description = "The row, from 0.", example = "0") long n,
            @RequestParam(required = false)
                    @Parameter(
                            description = "How many pixels the longer side is to have, from 1 to 1,024.",
                            example = "128")
                    @Nullable
                    Integer size)
            throws IOException {
        if (size != null && (size < 1 || size > LARGEST)) {
            throw Problem.invalidParameter(
                    "size is %d; it is a number of pixels from 1 to %,d".formatted(size, LARGEST));
        }
        Pixels pixels = pixels(datasets.get(id), n);
        Thumbnail picture = new Thumbnail(pixels.size(), pictures.of(pixels, n));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePrivate())
                .eTag(pixels.sha256().hex() + "-" + n + "-" + size)
                .body(size == null ? picture.within(USUAL) : picture.scaledTo(size));
    }

    private static Pixels pixels(Dataset dataset, long n) {
        if (!dataset.state().isTerminal()) {
            throw Problem.conflict(
                    "data set '%s' is still being read; wait for it with ?wait=30".formatted(dataset.getId()));
        }
        Pixels pixels = dataset.pixels();
        Long rows = dataset.rows();
        if (pixels == null || rows == null) {
            throw Problem.notFound("data set '%s' has no pictures".formatted(dataset.getId()));
        }
        if (n < 0 || n >= rows) {
            throw Problem.notFound("there is no picture %d; data set '%s' has the rows 0 to %d"
                    .formatted(n, dataset.getId(), rows - 1));
        }
        return pixels;
    }
}
