package dev.trainyard.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A store with an elder one behind it, which is still read and deleted from, and no longer written to. */
final class ElderStore implements ObjectStore {

    private final ObjectStore store;
    private final ObjectStore elder;

    ElderStore(ObjectStore store, ObjectStore elder) {
        this.store = store;
        this.elder = elder;
    }

    @Override
    public StoredObject put(InputStream bytes, long mostBytes) throws IOException {
        return store.put(bytes, mostBytes);
    }

    @Override
    public StoredObject put(Path file) throws IOException {
        return store.put(file);
    }

    @Override
    public StoredObject take(Path file) throws IOException {
        return store.take(file);
    }

    private interface Reading<T> {
        T from(ObjectStore store) throws IOException;
    }

    private <T> T read(Reading<T> reading) throws IOException {
        try {
            return reading.from(store);
        } catch (FileNotFoundException e) {
            return reading.from(elder);
        }
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
        return read(from -> from.open(digest));
    }

    @Override
    public InputStream open(Digest digest, long first, long length) throws IOException {
        return read(from -> from.open(digest, first, length));
    }

    @Override
    public Optional<URI> address(Digest digest, String fileName, Duration validity) {
        Optional<URI> address = store.address(digest, fileName, validity);
        return address.isPresent() && isElder(digest) ? elder.address(digest, fileName, validity) : address;
    }

    private boolean isElder(Digest digest) {
        try {
            return !store.exists(digest) && elder.exists(digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void download(Digest digest, Path target) throws IOException {
        read(from -> {
            from.download(digest, target);
            return target;
        });
    }

    @Override
    public void lend(Digest digest, Path target) throws IOException {
        read(from -> {
            from.lend(digest, target);
            return target;
        });
    }

    @Override
    public boolean exists(Digest digest) throws IOException {
        return store.exists(digest) || elder.exists(digest);
    }

    @Override
    public void delete(Digest digest) throws IOException {
        store.delete(digest);
        elder.delete(digest);
    }
}
