package dev.trainyard.dataset.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives and pictures that attack: each is told what it is, none ends the reader, and nothing lies outside its folder. */
class HostileArchivesTest {

    /** What the reader itself may leave. */
    private static final List<String> OURS =
            List.of("raw", "unpacked", "pictures.csv", "pixels.u8", "typed.parquet", "spill");

    @TempDir
    Path outside;

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.trainyard.dataset.reader.HostileArchives#refused")
    void saysWhyAnArchiveIsOfNoUse(String name, byte[] archive, String reason) throws IOException {
        Reading reading = read(archive, "{\"kind\":\"images\"}");

        assertThat(reading.rows()).isZero();
        assertThat(reading.reasons()).hasSize(1);
        assertThat(reading.reasons().get(0).code())
                .as(reading.reasons().get(0).message())
                .isEqualTo(reason);
        assertThat(reading.reasons().get(0).message()).hasSizeBetween(20, 400);
    }

    /** All in one archive, beside two good pictures: each is told by itself. */
    @Test
    void leavesEveryBadEntryOut() throws IOException {
        List<HostilePictures.Hostile> bad = HostilePictures.all();
        RawZip zip = HostileArchives.twoEntries();
        bad.forEach(entry -> zip.add(entry.name(), entry.bytes()));

        Reading reading = read(zip.bytes(), "{}");

        assertThat(reading.reasons()).isEmpty();
        assertThat(reading.rows()).isEqualTo(2);
        assertThat(reading.rejected().data()).hasSameSizeAs(bad);
        for (int i = 0; i < bad.size(); i++) {
            Reject reject = reading.rejected().data().get(i);
            assertThat(reject.reason())
                    .as("%s: %s", bad.get(i).what(), reject.message())
                    .isEqualTo(bad.get(i).reason());
            assertThat(reject.line()).as(bad.get(i).what()).isEqualTo(3 + i);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.trainyard.dataset.reader.OddArchives#all")
    void readsWhatIsOnlyOdd(String name, byte[] archive, int rows) throws IOException {
        Reading reading = read(archive, "{}");
        assertThat(reading.reasons()).isEmpty();
        assertThat(reading.rows()).isEqualTo(rows);
    }

    private Reading read(byte[] bytes, String spec) throws IOException {
        Path folder = Files.createDirectory(outside.resolve("folder"));
        Reading reading = read(Files.write(folder.resolve("raw"), bytes), spec, folder);
        try (Stream<Path> around = Files.list(outside);
                Stream<Path> within = Files.list(folder)) {
            assertThat(around).containsExactly(folder);
            assertThat(within.map(path -> path.getFileName().toString())).isSubsetOf(OURS);
        }
        return reading;
    }

    static Reading read(Path raw, String spec, Path folder) throws IOException {
        try {
            Reading reading = PictureReader.read(raw, Json.mapper().readValue(spec, DatasetSpec.class), folder);
            return Json.mapper().readValue(Json.mapper().writeValueAsBytes(reading), Reading.class);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
