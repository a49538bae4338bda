package dev.trainyard.dataset.upload;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.ObjectTooLarge;
import dev.trainyard.storage.ObjectTooShort;
import dev.trainyard.storage.PartStore;
import dev.trainyard.storage.StoredPart;
import dev.trainyard.tenant.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** Where the parts of an upload are sent, and what is sent to the service itself. */
@Service
@ApiRole
public class Parts {

    private static final String HERE = "/api/v1/datasets/uploads/%s/parts/%d?expires=%d&ticket=%s";

    private final PartedUploads uploads;
    private final PartStore store;
    private final Duration validity;

    Parts(PartedUploads uploads, PartStore store, @Value("${trainyard.uploads.ticket:1h}") Duration validity) {
        this.uploads = uploads;
        this.store = store;
        this.validity = validity;
    }

    /** Until when the addresses hold that are given out now. */
    public Instant validUntil(PartedUpload upload) {
        Instant until = upload.now().plus(validity).truncatedTo(ChronoUnit.SECONDS);
        return until.isBefore(upload.expiresAt()) ? until : upload.expiresAt().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Where a part is sent: at the object store, else a path of the service. */
    public URI address(PartedUpload upload, int number) {
        Instant until = validUntil(upload);
        Duration valid = Duration.between(upload.now(), until);
        return store.address(
                        upload.handle(),
                        number,
                        upload.plan().length(number),
                        valid.toSeconds() < 1 ? Duration.ofSeconds(1) : valid)
                .orElseGet(() -> URI.create(HERE.formatted(
                        upload.id(), number, until.getEpochSecond(), Tickets.of(upload, number, until))));
    }

    /**
     * Takes a part that was sent to the service.
     *
     * @param announced its length, as the caller says before sending it; -1 when nothing is said
     * @throws Problem {@code invalid_ticket}, {@code not_found}, {@code conflict} when the upload takes no parts, {@code
     *     invalid_upload} when the part has another length
     */
    public StoredPart receive(String id, int number, Instant until, String ticket, InputStream part, long announced)
            throws IOException {
        PartedUpload upload = Tenant.amongAll(() -> uploads.get(id)); // the ticket says who may
        refuseWrong(upload, number, until, ticket);
        refuseUnlessOpen(upload, number);
        long bytes = upload.plan().length(number);
        if (announced >= 0 && announced != bytes) {
            throw wrongLength(upload, number, Long.toString(announced));
        }
        try {
            return store.put(upload.handle(), number, part, bytes);
        } catch (ObjectTooLarge e) {
            throw wrongLength(upload, number, "more");
        } catch (ObjectTooShort e) {
            throw wrongLength(upload, number, Long.toString(e.bytes()));
        }
    }

    private static void refuseWrong(PartedUpload upload, int number, Instant until, String ticket) {
        if (!upload.plan().has(number) || !Tickets.isOf(upload, number, until, ticket)) {
            throw new Problem(
                    ProblemType.INVALID_TICKET,
                    "the ticket is not that of part %d of upload '%s' until then; use the address as it was given"
                            .formatted(number, upload.id()));
        }
        if (!upload.now().isBefore(until) && !upload.isExpired()) {
            throw new Problem(
                    ProblemType.INVALID_TICKET,
                    "the address of part %d held until %s; GET /api/v1/datasets/uploads/%s gives new ones"
                            .formatted(number, until, upload.id()));
        }
    }

    private void refuseUnlessOpen(PartedUpload upload, int number) {
        if (upload.state() != UploadState.OPEN) {
            throw Problem.conflict("upload '%s' is %s and takes no more parts"
                    .formatted(upload.id(), upload.state().word()));
        }
        PartedUploads.refuseExpired(upload);
        if (store.address(upload.handle(), number, 1, Duration.ofSeconds(1)).isPresent()) {
            throw Problem.conflict(
                    "parts of upload '%s' are sent straight to the object store; GET it for the addresses"
                            .formatted(upload.id()));
        }
    }

    private static Problem wrongLength(PartedUpload upload, int number, String found) {
        long expected = upload.plan().length(number);
        return new Problem(
                ProblemType.INVALID_UPLOAD,
                "part %d has %s bytes; it has exactly %d, those from byte %d on. Nothing of it was kept"
                        .formatted(number, found, expected, upload.plan().offset(number)));
    }
}
