package dev.trainyard.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.reader.ReaderMain;
import dev.trainyard.dataset.reader.Reading;
import dev.trainyard.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbLibraryTest {

    @TempDir
    Path folder;

    @Test
    void isUnpackedOnce() throws IOException {
        Path library = DuckDbLibrary.in(folder).orElseThrow();
        FileTime written = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(library, written);

        assertThat(DuckDbLibrary.in(folder)).contains(library);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(written);
        assertThat(files(folder)).containsExactly(library);
    }

    @Test
    void servesReadingProcessesThatUnpackNothing() throws Exception {
        Path library = DuckDbLibrary.in(folder).orElseThrow();
        Path reading = Files.createDirectory(folder.resolve("reading"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Files.writeString(reading.resolve(ReaderMain.RAW), "a,b\n1,2\n3,4\n");
        Files.writeString(reading.resolve(ReaderMain.SPEC), "{}");
        Path arguments =
                Files.writeString(folder.resolve("arguments"), "-cp \"" + System.getProperty("java.class.path") + "\"");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-D" + DuckDbDriver.LIBRARY + "=" + library,
                        "@" + arguments,
                        ReaderMain.class.getName(),
                        reading.toString())
                .inheritIO()
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Json.mapper()
                        .readValue(reading.resolve(ReaderMain.READING).toFile(), Reading.class)
                        .rows())
                .isEqualTo(2);
        assertThat(files(temporary)).isEmpty();
    }

    private static Iterable<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
