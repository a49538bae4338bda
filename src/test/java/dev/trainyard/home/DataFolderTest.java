package dev.trainyard.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path folder;

    @Test
    void belongsToOneAtATime() throws IOException {
        try (DataFolder first = new DataFolder(folder)) {
            assertThat(first.scratch()).isDirectory();
            assertThatThrownBy(() -> new DataFolder(folder))
                    .isInstanceOf(DataFolderInUse.class)
                    .hasMessageContaining("TRAINYARD_DATA");
        }
        new DataFolder(folder).close();
    }
}
