package dev.trainyard.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryPartsTest extends PartStoreContract {

    @TempDir
    Path root;

    private DirectoryStore store;
    private DirectoryParts parts;

    @BeforeEach
    void open() throws IOException {
        store = new DirectoryStore(root, 0);
        parts = new DirectoryParts(store, root.resolve("parts"));
    }

    @Override
    PartStore parts() {
        return parts;
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Override
    void send(String handle, int number, byte[] bytes) throws IOException {
        parts.put(handle, number, new ByteArrayInputStream(bytes), bytes.length);
    }

    @Override
    long objects() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void takesThePartsItself() throws IOException {
        assertThat(parts.address(parts.begin(), 1, 10, Duration.ofHours(1))).isEmpty();
    }

    @Test
    void keepsThePartThatWasThereWhenAnotherBreaksOrHasAnotherLength() throws Exception {
        String handle = parts.begin();
        send(handle, 1, new byte[10]);
        assertThatThrownBy(() -> parts.put(handle, 1, breaking(new byte[5]), 10))
                .hasMessageContaining("hung up");
        assertThatThrownBy(() -> parts.put(handle, 1, new ByteArrayInputStream(new byte[9]), 10))
                .isInstanceOfSatisfying(
                        ObjectTooShort.class, e -> assertThat(e.bytes()).isEqualTo(9));
        assertThatThrownBy(() -> parts.put(handle, 1, new ByteArrayInputStream(new byte[11]), 10))
                .isInstanceOf(ObjectTooLarge.class);
        assertThat(parts.parts(handle)).hasSize(1);
        assertThat(objects()).isEqualTo(1);
    }

    @Test
    void saysThatItIsFullBeforeTheDiskIs() throws IOException {
        DirectoryParts full = new DirectoryParts(new DirectoryStore(root, Long.MAX_VALUE), root.resolve("parts"));
        String handle = full.begin();
        assertThatThrownBy(() -> full.put(handle, 1, new ByteArrayInputStream(new byte[10]), 10))
                .isInstanceOf(StoreFull.class);
    }
}
