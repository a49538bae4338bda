package dev.trainyard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies objects into files, checking their digests on the way. */
final class Downloads {

    private Downloads() {}

    /**
     * Copies the stream of an object into a new file; when it breaks off or the digest is wrong, no file is left.
     *
     * @throws CorruptObject when the bytes are not those that were stored
     */
    static void copy(InputStream object, Digest expected, Path target) throws IOException {
        MeasuredStream measured = new MeasuredStream(object, Long.MAX_VALUE);
        try {
            Files.copy(measured, target);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
        Digest found = measured.measured().digest();
        if (!found.equals(expected)) {
            Files.delete(target);
            throw new CorruptObject(expected, found);
        }
    }
}
