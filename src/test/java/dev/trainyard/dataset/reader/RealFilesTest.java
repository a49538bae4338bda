package dev.trainyard.dataset.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Well-known files get the types a person would give them (n numeric, c categorical, d date), without a word said. */
class RealFilesTest {

    private static final Path DATA = Path.of("../shared/data");

    @ParameterizedTest
    @CsvSource({
        "student-admissions.csv, 400, true, cnnn",
        "iris.csv, 150, false, nnnnc",
        "pima-indians-diabetes.csv, 768, false, nnnnnnnnc",
        "housing.csv, 506, false, nnncnnnnnnnnnn",
        "bike-sharing-hour.csv, 17379, true, ndncnncncnnnnnnnn",
        "airline-passengers.csv, 144, true, dn"
    })
    void getTheTypesAPersonWouldGiveThem(String file, long rows, boolean header, String types, @TempDir Path folder)
            throws IOException, SQLException {
        assumeTrue(Files.exists(DATA.resolve(file)), "the shared data is not there: " + file);

        Reading reading = TableReader.read(DATA.resolve(file), DatasetSpec.EMPTY, folder);

        assertThat(reading.rows()).isEqualTo(rows);
        assertThat(reading.rejected().rows()).isZero();
        assertThat(reading.readAs().header()).isEqualTo(header);
        assertThat(reading.columns().stream()
                        .map(column -> column.type().name().substring(0, 1).toLowerCase())
                        .collect(Collectors.joining()))
                .isEqualTo(types);
    }

    @Test
    void takesPlaysForPlainTextToTheLastSign(@TempDir Path folder) throws IOException, SQLException {
        Path plays = DATA.resolve("tinyshakespeare.txt");
        assumeTrue(Files.exists(plays), "the shared data is not there: " + plays.getFileName());

        Reading reading = TableReader.read(plays, DatasetSpec.EMPTY, folder);

        assertThat(reading.readAs().kind()).isEqualTo(DatasetKind.TEXT);
        assertThat(reading.rows()).isEqualTo(40_000);
        assertThat(new Readings(folder).typed("text").stream().map(String::valueOf).collect(Collectors.joining()))
                .isEqualTo(Files.readString(plays));
    }
}
