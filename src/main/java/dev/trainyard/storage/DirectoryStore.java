package dev.trainyard.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.io.input.BoundedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files {@code aa/<digest>} in a directory. Each is written aside, forced to the disk and then renamed, so
 * that a crash at any moment leaves either the whole object or none.
 */
final class DirectoryStore implements ObjectStore {

    private static final int BUFFER = 1 << 16;
    private static final int BYTES_BETWEEN_LOOKS = 8 << 20;
    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

    private final Path root;
    private final Path incoming;
    private final long reserveBytes;
    private final JustChecked checked = new JustChecked(System::nanoTime);

    /**
     * Opens the store.
     *
     * @param reserveBytes what must stay free on the disk: the database may live there as well
     */
    DirectoryStore(Path root, long reserveBytes) throws IOException {
        this.root = root;
        this.incoming = Files.createDirectories(root.resolve("incoming"));
        this.reserveBytes = reserveBytes;
        sweepAbandonedUploads();
    }

    @Override
    public StoredObject put(InputStream bytes, long mostBytes) throws IOException {
        return put(bytes, mostBytes, null);
    }

    /** @throws ContentDiffers when the bytes are not those with the digest; nothing is kept */
    StoredObject put(InputStream bytes, long mostBytes, @Nullable Digest expected) throws IOException {
        Path aside = incoming.resolve(UUID.randomUUID().toString());
        try {
            MeasuredStream measured = new MeasuredStream(bytes, mostBytes);
            write(measured, aside);
            StoredObject found = measured.measured();
            if (expected != null && !found.digest().equals(expected)) {
                throw new ContentDiffers(expected, found.digest());
            }
            publish(aside, found.digest());
            return found;
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    @Override
    public StoredObject put(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return put(bytes, Long.MAX_VALUE);
        }
    }

    /** Writes a new file and forces it to the disk, as long as there is room for it. */
    void write(InputStream bytes, Path aside) throws IOException {
        try {
            writeForced(bytes, aside);
        } catch (IOException e) {
            throw isFull(e) ? new StoreFull(e) : e;
        }
    }

    private void writeForced(InputStream bytes, Path aside) throws IOException {
        try (FileChannel file = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            long sinceLook = BYTES_BETWEEN_LOOKS;
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                if ((sinceLook += count) >= BYTES_BETWEEN_LOOKS) {
                    keepReserve();
                    sinceLook = 0;
                }
                writeFully(file, ByteBuffer.wrap(buffer, 0, count));
            }
            file.force(true);
        }
    }

    private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private void keepReserve() throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < reserveBytes) {
            throw new StoreFull(
                    new IOException("%d bytes are free on the disk, %d must stay free".formatted(free, reserveBytes)));
        }
    }

    private void publish(Path aside, Digest digest) throws IOException {
        Path target = fileOf(digest);
        if (Files.exists(target)) {
            return;
        }
        Files.createDirectories(target.getParent());
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        checked.add(digest, target);
        try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static boolean isFull(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded");
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
        try {
            return Files.newInputStream(fileOf(digest));
        } catch (NoSuchFileException e) {
            throw new FileNotFoundException("there is no object " + digest);
        }
    }

    @Override
    public InputStream open(Digest digest, long first, long length) throws IOException {
        InputStream object = open(digest);
        try {
            object.skipNBytes(first);
            return BoundedInputStream.builder()
                    .setInputStream(object)
                    .setMaxCount(length)
                    .get();
        } catch (IOException | RuntimeException e) {
            object.close();
            throw e;
        }
    }

    @Override
    public Optional<URI> address(Digest digest, String fileName, Duration validity) {
        return Optional.empty();
    }

    @Override
    public void download(Digest digest, Path target) throws IOException {
        try (InputStream object = open(digest)) {
            Downloads.copy(object, digest, target);
        }
    }

    /** Links the file, which nobody may change. */
    @Override
    public void lend(Digest digest, Path target) throws IOException {
        if (!isLinked(fileOf(digest), target)) {
            download(digest, target);
        } else if (!checked.contains(digest, target)) {
            Digest found = MeasuredStream.measure(target).digest();
            if (!found.equals(digest)) {
                Files.delete(target);
                throw new CorruptObject(digest, found);
            }
            checked.add(digest, target);
        }
    }

    /** Not across disks, and not on those that know no links. */
    private static boolean isLinked(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Renames the file, where it lies on the same disk. */
    @Override
    public StoredObject take(Path file) throws IOException {
        StoredObject object = MeasuredStream.measure(file);
        try (FileChannel forced = FileChannel.open(file, StandardOpenOption.WRITE)) {
            forced.force(true);
        }
        try {
            publish(file, object.digest());
        } catch (AtomicMoveNotSupportedException anotherDisk) {
            return ObjectStore.super.take(file);
        }
        Files.deleteIfExists(file);
        return object;
    }

    @Override
    public boolean exists(Digest digest) {
        return Files.exists(fileOf(digest));
    }

    @Override
    public void delete(Digest digest) throws IOException {
        Files.deleteIfExists(fileOf(digest));
    }

    /** The objects in a folder below. */
    DirectoryStore below(String folder) {
        try {
            return new DirectoryStore(root.resolve(folder), reserveBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    private Path fileOf(Digest digest) {
        return root.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private void sweepAbandonedUploads() throws IOException {
        Instant oldest = Instant.now().minus(LONGEST_UPLOAD);
        try (Stream<Path> files = Files.list(incoming)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
