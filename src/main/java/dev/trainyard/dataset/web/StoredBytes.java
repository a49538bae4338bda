package dev.trainyard.dataset.web;

import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.AbstractResource;

/** The bytes of a stored object, of which any part can be sent. */
final class StoredBytes extends AbstractResource {

    private final ObjectStore store;
    private final Digest digest;
    private final long bytes;

    StoredBytes(ObjectStore store, Digest digest, long bytes) {
        this.store = store;
        this.digest = digest;
        this.bytes = bytes;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return store.open(digest);
    }

    @Override
    public long contentLength() {
        return bytes;
    }

    @Override
    public String getDescription() {
        return "object " + digest;
    }
}
