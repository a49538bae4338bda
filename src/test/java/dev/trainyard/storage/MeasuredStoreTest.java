package dev.trainyard.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredStoreTest {

    @TempDir
    Path folder;

    private final SimpleMeterRegistry measures = new SimpleMeterRegistry();

    @Test
    void countsDamagedObjectsAndNotMissingOnes() throws IOException {
        ObjectStore store = new MeasuredStore(new DirectoryStore(folder, 0), measures);
        Digest digest =
                store.put(new ByteArrayInputStream("hello".getBytes(UTF_8)), 10).digest();
        Path file = folder.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
        Files.delete(file);
        assertThatThrownBy(() -> store.download(digest, folder.resolve("copy")))
                .isInstanceOf(FileNotFoundException.class);
        assertThat(errors("get")).isZero();
        Files.writeString(file, "hallo");
        assertThatThrownBy(() -> store.download(digest, folder.resolve("copy"))).isInstanceOf(CorruptObject.class);
        assertThat(errors("get")).isOne();
        assertThat(errors("put")).isZero();
    }

    private double errors(String operation) {
        return measures.counter("trainyard.store.errors", "operation", operation)
                .count();
    }
}
