package dev.trainyard.dataset.upload;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.Datasets;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.PartStore;
import dev.trainyard.storage.StoredPart;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;

/** All uploads in parts: begun, looked up, completed, aborted. */
@Service
@ApiRole
public class PartedUploads {

    private static final String AFTER_ALL = "up_~";
    private static final int MOST_UNFINISHED = 1_000;

    private final UploadRows rows;
    private final PartStore store;
    private final Joining joining;
    private final DataSize most;
    private final Duration lifetime;

    PartedUploads(
            UploadRows rows,
            PartStore store,
            Joining joining,
            @Value("${trainyard.max-upload:10GB}") DataSize most,
            @Value("${trainyard.uploads.lifetime:24h}") Duration lifetime) {
        this.rows = rows;
        this.store = store;
        this.joining = joining;
        this.most = most;
        this.lifetime = lifetime;
    }

    /**
     * Begins an upload.
     *
     * @param partBytes null for parts of the usual length
     * @param expected the digest of the whole, when it is known
     */
    public PartedUpload begin(
            String name,
            String fileName,
            DatasetSpec spec,
            long bytes,
            @Nullable Long partBytes,
            @Nullable Digest expected)
            throws IOException {
        Datasets.refuseMismatch(spec);
        PartPlan plan = plan(bytes, partBytes);
        refuseTooMany();
        String id = "up_" + UlidCreator.getMonotonicUlid();
        rows.insert(id, name, fileName, spec, plan, expected, store.begin(), Tickets.newSecret(), lifetime);
        return get(id);
    }

    private PartPlan plan(long bytes, @Nullable Long partBytes) {
        if (bytes > most.toBytes()) {
            String message = "bytes is %d; an upload has at most %d".formatted(bytes, most.toBytes());
            throw new Problem(ProblemType.TOO_LARGE, message, List.of(new Violation("/bytes", "too_large", message)));
        }
        PartPlan plan = partBytes == null ? PartPlan.usual(bytes) : new PartPlan(bytes, partBytes);
        plan.violation().ifPresent(violation -> {
            throw invalid(List.of(violation));
        });
        return plan;
    }

    private void refuseTooMany() {
        long unfinished = rows.unfinished();
        if (unfinished >= MOST_UNFINISHED) {
            throw new Problem(
                    ProblemType.TOO_MANY_REQUESTS,
                    "%d uploads are not completed; at most %d may be. Complete or abort some (GET /datasets/uploads)"
                            .formatted(unfinished, MOST_UNFINISHED));
        }
    }

    /** @throws Problem {@code not_found} */
    public PartedUpload get(String id) {
        return rows.find(id)
                .orElseThrow(() -> Problem.notFound(
                        "there is no upload '%s'; perhaps it was aborted, or expired and was swept".formatted(id)));
    }

    /** Those that are not swept yet, the newest first. */
    public Page<PartedUpload> list(PageRequest page) {
        String before = page.after() == null ? AFTER_ALL : page.after();
        return Page.of(rows.before(before, page.limitAndOne()), page, PartedUpload::id);
    }

    /** The parts that have arrived. */
    public List<StoredPart> arrived(PartedUpload upload) throws IOException {
        return upload.state() == UploadState.OPEN ? store.parts(upload.handle()) : upload.joined();
    }

    /**
     * Joins the parts into a data set. Whoever asks again gets the same one.
     *
     * @param listed the parts that the caller has sent; null when it lists none
     * @param sha256 the digest of the whole; null when it is not known
     * @return the upload when it is completed; at once, still {@code completing}, when another call is at it
     * @throws Problem {@code invalid_upload} when parts are missing or others than the caller believes, {@code conflict}
     *     when the upload has expired
     */
    public CompletableFuture<PartedUpload> complete(
            String id, @Nullable List<ListedPart> listed, @Nullable Digest sha256) throws IOException {
        PartedUpload upload = get(id);
        if (upload.state() == UploadState.OPEN) {
            refuseExpired(upload);
        }
        List<StoredPart> arrived = arrived(upload);
        refuse(new PartCheck(upload.plan(), arrived).violations(listed));
        refuseOtherDigest(upload, sha256);
        if (upload.state() != UploadState.OPEN) {
            return CompletableFuture.completedFuture(upload);
        }
        Optional<PartedUpload> claimed = rows.claim(upload, arrived, sha256 == null ? upload.expected() : sha256);
        return claimed.isPresent()
                ? joining.start(claimed.get(), upload.expected())
                : CompletableFuture.completedFuture(get(id));
    }

    private static void refuseOtherDigest(PartedUpload upload, @Nullable Digest sha256) {
        Digest expected = upload.expected();
        if (sha256 != null && expected != null && !sha256.equals(expected)) {
            refuse(List.of(new Violation(
                            "/sha256", "wrong_digest", "sha256 is %s; %s was said before".formatted(sha256, expected))
                    .suggesting(Suggestion.replace("/sha256", expected.hex()))));
        }
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw invalid(violations);
        }
    }

    private static Problem invalid(List<Violation> violations) {
        Violation first = violations.get(0);
        return new Problem(
                ProblemType.INVALID_UPLOAD,
                first.message() + (violations.size() == 1 ? "" : " (and %d more)".formatted(violations.size() - 1)),
                violations);
    }

    static void refuseExpired(PartedUpload upload) {
        if (upload.isExpired()) {
            throw Problem.conflict(
                    "upload '%s' has expired at %s; begin another one".formatted(upload.id(), upload.expiresAt()));
        }
    }

    /** @throws Problem {@code not_found}, or {@code conflict} when its parts are joined already */
    public void abort(String id) throws IOException {
        PartedUpload upload = get(id);
        if (!rows.expire(id)) {
            throw Problem.conflict(
                    upload.datasetId() != null
                            ? "upload '%s' is completed; DELETE /datasets/%s deletes what came of it"
                                    .formatted(id, upload.datasetId())
                            : "upload '%s' is being completed; wait until it is".formatted(id));
        }
        store.forget(upload.handle());
        rows.delete(id);
    }
}
