package dev.trainyard.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JustCheckedTest {

    private static final Digest DIGEST = new Digest("0".repeat(64));

    @TempDir
    Path folder;

    private final long[] now = {0};
    private final JustChecked checked = new JustChecked(() -> now[0]);
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("file"), "hello");
        checked.add(DIGEST, file);
    }

    @Test
    void knowsWhatItHasJustSeen() throws IOException {
        assertThat(checked.contains(DIGEST, file)).isTrue();
        assertThat(checked.contains(new Digest("1".repeat(64)), file)).isFalse();
    }

    @Test
    void doesNotBelieveFilesThatWereTouched() throws IOException {
        Files.writeString(file, "hullo");
        assertThat(checked.contains(DIGEST, file)).isFalse();
    }

    @Test
    void forgetsAfterAWhile() throws IOException {
        now[0] = JustChecked.WHILE.toNanos() - 1;
        assertThat(checked.contains(DIGEST, file)).isTrue();
        now[0]++;
        assertThat(checked.contains(DIGEST, file)).isFalse();
    }
}
