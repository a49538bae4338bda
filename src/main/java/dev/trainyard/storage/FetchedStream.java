package dev.trainyard.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of an object on their way over the network: when they break off, it was the store that did not answer. */
final class FetchedStream extends FilterInputStream {

    FetchedStream(InputStream bytes) {
        super(bytes);
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException e) {
            throw new StoreUnavailable(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            throw new StoreUnavailable(e);
        }
    }
}
