package dev.trainyard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Parts as files {@code parts/<handle>/<number>-<digest>} beside the objects. Each is written aside and renamed when it is
 * whole; of two with one number the newer one counts.
 */
final class DirectoryParts implements PartStore {

    private static final String WHOLE = "[0-9]+-[0-9a-f]{64}";

    private final DirectoryStore store;
    private final Path root;
    private final Supplier<DirectoryStore> wholes;

    DirectoryParts(DirectoryStore store, Path root) {
        this(store, root, () -> store);
    }

    /** @param wholes gives the store that joined objects go to */
    DirectoryParts(DirectoryStore store, Path root, Supplier<DirectoryStore> wholes) {
        this.store = store;
        this.root = root;
        this.wholes = wholes;
    }

    @Override
    public String begin() throws IOException {
        String handle = UUID.randomUUID().toString();
        Files.createDirectories(root.resolve(handle));
        return handle;
    }

    @Override
    public Optional<URI> address(String handle, int number, long bytes, Duration validity) {
        return Optional.empty();
    }

    @Override
    public StoredPart put(String handle, int number, InputStream part, long bytes) throws IOException {
        Path aside = root.resolve(handle).resolve(UUID.randomUUID().toString());
        try {
            MeasuredStream measured = new MeasuredStream(part, bytes);
            store.write(measured, aside);
            StoredObject found = measured.measured();
            if (found.bytes() < bytes) {
                throw new ObjectTooShort(found.bytes(), bytes);
            }
            StoredPart stored = new StoredPart(number, bytes, found.digest().hex());
            replace(aside, handle, stored);
            return stored;
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** One at a time, so that of two that replace each other one stays. */
    private synchronized void replace(Path aside, String handle, StoredPart part) throws IOException {
        Path target = fileOf(handle, part);
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (Path file : whole(handle)) {
            if (numberOf(file) == part.number() && !file.equals(target)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path fileOf(String handle, StoredPart part) {
        return root.resolve(handle).resolve(part.number() + "-" + new Digest(part.etag()).hex());
    }

    @Override
    public List<StoredPart> parts(String handle) throws IOException {
        List<StoredPart> parts = new ArrayList<>();
        for (Path file : whole(handle)) {
            StoredPart part = new StoredPart(numberOf(file), Files.size(file), digestOf(file));
            parts.removeIf(older -> older.number() == part.number());
            parts.add(part);
        }
        parts.sort(Comparator.comparingInt(StoredPart::number));
        return parts;
    }

    /** The files of parts that are whole, the oldest first. */
    private List<Path> whole(String handle) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(handle))) {
            return files.filter(file -> file.getFileName().toString().matches(WHOLE))
                    .sorted(Comparator.comparing(DirectoryParts::writtenAt))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static FileTime writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // replaced meanwhile
        }
    }

    private static int numberOf(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(0, name.indexOf('-')));
    }

    private static String digestOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.indexOf('-') + 1);
    }

    @Override
    public StoredObject join(String handle, List<StoredPart> parts, @Nullable Digest expected) throws IOException {
        List<Path> files = parts.stream()
                .sorted(Comparator.comparingInt(StoredPart::number))
                .map(part -> fileOf(handle, part))
                .toList();
        try (JoinedFiles whole = new JoinedFiles(files)) {
            return wholes.get().put(whole, Long.MAX_VALUE, expected);
        }
    }

    @Override
    public String again(String handle) {
        return handle;
    }

    @Override
    public void forget(String handle) throws IOException {
        FileSystemUtils.deleteRecursively(root.resolve(handle));
    }
}
