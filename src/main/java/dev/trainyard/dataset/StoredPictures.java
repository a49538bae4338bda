package dev.trainyard.dataset;

import dev.trainyard.storage.ObjectStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/** Reads single pictures out of the stored file of a data set's pixels. */
@Component
public class StoredPictures {

    private final ObjectStore store;

    StoredPictures(ObjectStore store) {
        this.store = store;
    }

    /** The bytes {@code [height, width, channels]} of the picture of a row, counted from 0. */
    public byte[] of(Pixels pixels, long row) throws IOException {
        int length = pixels.size().bytes();
        try (InputStream part = store.open(pixels.sha256(), row * length, length)) {
            byte[] bytes = part.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("the pixels end within picture " + row);
            }
            return bytes;
        }
    }
}
