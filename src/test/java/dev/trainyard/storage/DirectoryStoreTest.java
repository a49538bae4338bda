package dev.trainyard.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends ObjectStoreContract {

    @TempDir
    Path root;

    private DirectoryStore store;

    @BeforeEach
    void open() throws IOException {
        store = new DirectoryStore(root, 0);
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Override
    boolean givesAddresses() {
        return false;
    }

    @Override
    long objects() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Override
    void damage(Digest digest) throws IOException {
        Files.writeString(root.resolve(digest.hex().substring(0, 2)).resolve(digest.hex()), "hullo");
    }

    @Test
    void saysThatItIsFullBeforeTheDiskIs() throws IOException {
        DirectoryStore full = new DirectoryStore(root, Long.MAX_VALUE);
        assertThatThrownBy(() -> full.put(new ByteArrayInputStream(new byte[10]), 100))
                .isInstanceOf(StoreFull.class);
        assertThat(objects()).isZero();
    }

    @Test
    void sweepsUploadsThatACrashLeftBehind() throws IOException {
        Path old = Files.createFile(root.resolve("incoming/old"));
        Path recent = Files.createFile(root.resolve("incoming/recent"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(100_000)));

        new DirectoryStore(root, 0);

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }
}
