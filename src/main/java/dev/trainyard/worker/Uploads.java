package dev.trainyard.worker;

import dev.trainyard.model.NewVersion;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.tenant.Tenant;
import dev.trainyard.tenant.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Stores the files of a version side by side, for each waits for its own disk or network. */
final class Uploads implements AutoCloseable {

    private static final int AT_ONCE = 4;

    private final ObjectStore store;
    private final Persistence persistence;
    private final String tenant = Tenant.told();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Threads.named("upload"));
    private final List<Future<NewVersion.Artifact>> begun = new ArrayList<>();

    Uploads(ObjectStore store, Persistence persistence) {
        this.store = store;
        this.persistence = persistence;
    }

    /** Begins with a file that nobody changes any more. */
    void begin(String name, Path file) {
        begun.add(threads.submit(() -> stored(name, file)));
    }

    private NewVersion.Artifact stored(String name, Path file) throws IOException, InterruptedException {
        try (Tenant.Scope ignored = Tenant.again(tenant)) {
            StoredObject object = persistence.reach(() -> store.put(file));
            return new NewVersion.Artifact(name, object.bytes(), object.digest());
        }
    }

    /** Waits for all of them, in the order they were begun in. */
    List<NewVersion.Artifact> all() throws IOException, InterruptedException {
        List<NewVersion.Artifact> artifacts = new ArrayList<>();
        for (Future<NewVersion.Artifact> each : begun) {
            artifacts.add(outcome(each));
        }
        return artifacts;
    }

    private static NewVersion.Artifact outcome(Future<NewVersion.Artifact> upload)
            throws IOException, InterruptedException {
        try {
            return upload.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException reason) {
                throw reason;
            }
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
