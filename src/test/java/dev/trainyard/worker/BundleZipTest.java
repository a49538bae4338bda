package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleZipTest {

    @TempDir
    Path folder;

    @Test
    void makesEqualBytesOfEqualFiles() throws IOException {
        assertThat(zipOf("one", "b.json", "a.json", 1_000))
                .isEqualTo(zipOf("two", "a.json", "b.json", 1_700_000_000_000L));
    }

    private byte[] zipOf(String name, String first, String second, long modified) throws IOException {
        Path bundle = Files.createDirectories(folder.resolve(name));
        for (String file : new String[] {first, second}) {
            Files.writeString(bundle.resolve(file), "content of " + file);
            Files.setLastModifiedTime(bundle.resolve(file), FileTime.fromMillis(modified));
        }
        Path zip = folder.resolve(name + ".zip");
        BundleZip.write(bundle, zip);
        try (ZipFile read = new ZipFile(zip.toFile())) {
            assertThat(read.stream().map(Object::toString)).containsExactly("a.json", "b.json");
        }
        return Files.readAllBytes(zip);
    }
}
