package dev.trainyard.storage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Counts how often a store could not do what it was asked. That an object is not there is an answer and no error. */
final class MeasuredStore implements ObjectStore {

    private final ObjectStore store;
    private final Counter puts;
    private final Counter gets;
    private final Counter looks;
    private final Counter deletes;

    MeasuredStore(ObjectStore store, MeterRegistry measures) {
        this.store = store;
        this.puts = errors("put", measures);
        this.gets = errors("get", measures);
        this.looks = errors("exists", measures);
        this.deletes = errors("delete", measures);
    }

    private static Counter errors(String operation, MeterRegistry measures) {
        return Counter.builder("trainyard.store.errors")
                .description("What the object store could not do: no answer, no room, damaged bytes")
                .tag("operation", operation)
                .register(measures);
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T counting(Counter errors, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (FileNotFoundException | ObjectTooLarge e) {
            throw e;
        } catch (IOException e) {
            errors.increment();
            throw e;
        }
    }

    @Override
    public StoredObject put(InputStream bytes, long mostBytes) throws IOException {
        return counting(puts, () -> store.put(bytes, mostBytes));
    }

    @Override
    public StoredObject put(Path file) throws IOException {
        return counting(puts, () -> store.put(file));
    }

    @Override
    public StoredObject take(Path file) throws IOException {
        return counting(puts, () -> store.take(file));
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
        return counting(gets, () -> store.open(digest));
    }

    @Override
    public InputStream open(Digest digest, long first, long length) throws IOException {
        return counting(gets, () -> store.open(digest, first, length));
    }

    @Override
    public Optional<URI> address(Digest digest, String fileName, Duration validity) {
        return store.address(digest, fileName, validity);
    }

    @Override
    public void download(Digest digest, Path target) throws IOException {
        counting(gets, () -> {
            store.download(digest, target);
            return target;
        });
    }

    @Override
    public void lend(Digest digest, Path target) throws IOException {
        counting(gets, () -> {
            store.lend(digest, target);
            return target;
        });
    }

    @Override
    public boolean exists(Digest digest) throws IOException {
        return counting(looks, () -> store.exists(digest));
    }

    @Override
    public void delete(Digest digest) throws IOException {
        counting(deletes, () -> {
            store.delete(digest);
            return digest;
        });
    }
}
