package dev.trainyard.dataset.upload;

import dev.trainyard.dataset.Datasets;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.ContentDiffers;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.PartStore;
import dev.trainyard.storage.StoreFull;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.tenant.Tenant;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Joins the parts of claimed uploads, two at a time, and makes data sets of them. */
@Component
@ApiRole
class Joining {

    private static final Logger LOG = LoggerFactory.getLogger(Joining.class);
    private static final int AT_ONCE = 2;

    private final UploadRows rows;
    private final PartStore store;
    private final Datasets datasets;
    private final TransactionTemplate transaction;
    private final Set<String> current = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "joining");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean stopped;

    Joining(UploadRows rows, PartStore store, Datasets datasets, TransactionTemplate transaction) {
        this.rows = rows;
        this.store = store;
        this.datasets = datasets;
        this.transaction = transaction;
    }

    /**
     * Joins the parts of an upload that was claimed.
     *
     * @param saidBefore the digest that was expected before this attempt, and is again when it fails
     * @return the completed upload
     */
    CompletableFuture<PartedUpload> start(PartedUpload claimed, @Nullable Digest saidBefore) {
        current.add(claimed.id());
        return CompletableFuture.supplyAsync(() -> joinForItsTenant(claimed, saidBefore), threads)
                .whenComplete((done, error) -> current.remove(claimed.id()));
    }

    /** Says that what waits or is being joined here is not abandoned. */
    void beat() {
        Set<String> ids = Set.copyOf(current);
        if (!ids.isEmpty()) {
            rows.beat(ids);
        }
    }

    private PartedUpload joinForItsTenant(PartedUpload claimed, @Nullable Digest saidBefore) {
        try (Tenant.Scope ignored = Tenant.of(claimed.tenant())) {
            return join(claimed, saidBefore);
        }
    }

    private PartedUpload join(PartedUpload claimed, @Nullable Digest saidBefore) {
        try {
            finish(claimed, store.join(claimed.handle(), claimed.joined(), claimed.expected()));
            return rows.find(claimed.id())
                    .orElseThrow(() -> Problem.notFound("upload '%s' is gone".formatted(claimed.id())));
        } catch (ContentDiffers e) {
            Problem problem = differs(e);
            reopen(claimed, problem.getMessage(), saidBefore);
            throw problem;
        } catch (IOException | RuntimeException e) {
            LOG.warn("The parts of {} could not be joined (attempt {})", claimed.id(), claimed.attempt(), e);
            reopen(
                    claimed,
                    e instanceof StoreFull ? "the object store is full" : "the parts could not be joined",
                    saidBefore);
            throw e instanceof RuntimeException failure ? failure : new CompletionException(e);
        }
    }

    private void finish(PartedUpload claimed, StoredObject object) throws IOException {
        transaction.executeWithoutResult(status -> {
            String dataset = datasets.add(claimed.name(), claimed.spec(), claimed.fileName(), object)
                    .getId();
            if (!rows.finish(claimed, dataset)) {
                status.setRollbackOnly(); // somebody else was sooner
            }
        });
        store.forget(claimed.handle());
    }

    private static Problem differs(ContentDiffers e) {
        String message =
                "all parts together have the SHA-256 %s, which is not the expected one. Send again what differs"
                        .formatted(e.found());
        return new Problem(
                ProblemType.INVALID_UPLOAD, message, List.of(new Violation("/sha256", "wrong_digest", message)));
    }

    /** A process that ends leaves the upload to others instead. */
    private void reopen(PartedUpload claimed, String failure, @Nullable Digest saidBefore) {
        if (stopped) {
            return;
        }
        try {
            rows.reopen(claimed, store.again(claimed.handle()), failure, saidBefore);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Upload {} is tried again when its lease is over: {}", claimed.id(), e.getMessage());
        }
    }

    void stop() {
        stopped = true;
        threads.shutdownNow();
    }
}
