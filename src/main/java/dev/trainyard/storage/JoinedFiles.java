package dev.trainyard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Several files as one stream; one is open at a time. */
final class JoinedFiles extends InputStream {

    private final Iterator<Path> files;
    private InputStream file = InputStream.nullInputStream();

    JoinedFiles(List<Path> files) {
        this.files = List.copyOf(files).iterator();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = file.read(buffer, offset, length);
        while (count < 0 && files.hasNext()) {
            file.close();
            file = Files.newInputStream(files.next());
            count = file.read(buffer, offset, length);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
