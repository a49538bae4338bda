package dev.trainyard.dataset.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableReaderTest {

    @TempDir
    Path folder;

    @Test
    void measuresColumnsOverTheAcceptedRows() {
        Reading reading = read("x,kind,when,flag,note\n1,a,2024-01-01,true,p\n2,b,2024-01-02,FALSE,q\n4,a,,true,r\n");

        Column x = reading.columns().get(0);
        assertThat(x.type()).isEqualTo(ColumnType.NUMERIC);
        assertThat(x.min()).isEqualTo(1);
        assertThat(x.max()).isEqualTo(4);
        assertThat(x.mean()).isEqualTo(7 / 3.0);
        assertThat(x.std()).isCloseTo(Math.sqrt(7 / 3.0), offset(1e-12));
        assertThat(x.distinct()).isEqualTo(3);
        assertThat(reading.columns().get(1).categories()).containsExactly("a", "b");
        assertThat(reading.columns().get(1).counts()).containsExactly(2L, 1L);
        assertThat(reading.columns().get(2).type()).isEqualTo(ColumnType.DATETIME);
        assertThat(reading.columns().get(2).missing()).isEqualTo(1);
        assertThat(reading.columns().get(3).type()).isEqualTo(ColumnType.BOOLEAN);
        assertThat(reading.columns().get(3).categories()).containsExactly("false", "true");
        assertThat(reading.columns().get(4).type()).isEqualTo(ColumnType.TEXT);
        assertThat(reading.head().get(0)).containsExactly(1, "a", "2024-01-01T00:00:00Z", "true", "p");
        assertThat(reading.head().get(2)).containsExactly(4, "a", null, "true", "r");
        assertThat(folder.resolve(TableReader.TYPED)).exists();
    }

    @Test
    void keepsTheOrderOfTheFile() {
        String rows = IntStream.range(0, 5_000)
                .mapToObj(i -> (i * 7919) % 5_003 + "\n")
                .collect(Collectors.joining());
        List<Object> head =
                read("n\n" + rows).head().stream().map(row -> row.get(0)).collect(Collectors.toList());
        assertThat(head).hasSize(1_000).startsWith(0, 7919 % 5003, 7919 * 2 % 5003);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1;2;3               | NUMERIC
            1;-2.5e3;.5         | NUMERIC
            0;1;1               | CATEGORICAL
            0.0;1.0;1.0         | CATEGORICAL
            true;FALSE;True     | BOOLEAN
            2024-01-31;2024-02-01;2024-02-02 | DATETIME
            2024-01;2024-02;2024-03          | DATETIME
            2024-01-31T10:00:00Z;2024-01-31 11:00;2024-01-31T10:00:00+02:00 | DATETIME
            a;b;a               | CATEGORICAL
            a;b;c               | TEXT
            =1+1;=cmd();@sum    | TEXT
            1;2;x               | TEXT
            12:30;12:31;12:32   | TEXT
            """)
    void typesColumnsByTheirMajority(String cells, ColumnType type) {
        String rows =
                Arrays.stream(cells.trim().split(";")).map(cell -> cell + "\n").collect(Collectors.joining());
        assertThat(read("v,w\n" + rows.replace("\n", ",7\n")).columns().get(0).type())
                .isEqualTo(type);
    }

    @Test
    void rejectsRowsWithABadCellAndSuggestsWhatWouldMendThem() {
        Reading reading = read("a,b\n" + "1,2\n".repeat(20) + "n/a,2\n\n 7 ,n/a\nn/a,5\n");

        assertThat(reading.rows()).isEqualTo(20);
        assertThat(reading.rejected().rows()).isEqualTo(3);
        assertThat(reading.rejected().data())
                .extracting(Reject::line, Reject::column, Reject::value, Reject::reason, Reject::alike)
                .containsExactly(
                        tuple(22L, "a", "n/a", "not_a_number", 1L),
                        tuple(24L, "b", "n/a", "not_a_number", 0L),
                        tuple(25L, "a", "n/a", "not_a_number", 1L));
        Suggested suggested = reading.rejected().suggestions().get(0);
        assertThat(suggested.message()).isEqualTo("treat 3 cells `n/a` as missing");
        assertThat(read("a,b\n" + "1,2\n".repeat(20) + "n/a,2\n", suggested.patch())
                        .rejected()
                        .rows())
                .isZero();
    }

    @Test
    void takesALoneOddTextForAMarkerOfMissingCells() {
        Reading reading =
                read("a\n" + IntStream.range(0, 30).mapToObj(i -> i + ".5\n").collect(Collectors.joining())
                        + "unknown\n".repeat(10));
        assertThat(reading.columns().get(0).type()).isEqualTo(ColumnType.NUMERIC);
        assertThat(reading.rejected().rows()).isEqualTo(10);
    }

    @Test
    void countsAllRejectsAndKeepsAThousand() {
        Reading reading = read("a,b\n" + "1,2\n".repeat(20_000) + "1\n".repeat(1_500));
        assertThat(reading.rejected().rows()).isEqualTo(1_500);
        assertThat(reading.rejected().data()).hasSize(1_000);
        assertThat(reading.rejected().data().get(0).alike()).isEqualTo(1_499);
        assertThat(reading.rejected().data().get(0).line()).isEqualTo(20_002);
    }

    @Test
    void readsCellsAsTheCallerSays() {
        DatasetSpec spec = spec("""
                {"header":false,"nullValues":["-"],"columns":[{"index":0,"type":"categorical"},{"name":"column1","type":"text"},
                 {"index":2,"name":"when"}]}""");
        Reading reading = read("1,2,NA\n2,-,NA\n1,4,x\n", spec);
        assertThat(reading.columns()).extracting(Column::name).containsExactly("column0", "column1", "when");
        assertThat(reading.columns().get(0).categories()).containsExactly("1", "2");
        assertThat(reading.columns().get(1).type()).isEqualTo(ColumnType.TEXT);
        assertThat(reading.columns().get(1).missing()).isEqualTo(1);
        assertThat(reading.columns().get(2).categories()).containsExactly("NA", "x");
    }

    @Test
    void sortsCategoriesThatAreNumbersByTheirValue() {
        Reading reading = read("a\n10\n9\n10\n-1\n", spec("{\"columns\":[{\"name\":\"a\",\"type\":\"categorical\"}]}"));
        assertThat(reading.columns().get(0).categories()).containsExactly("-1", "9", "10");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void findsTheDelimiter(String delimiter) {
        Reading reading = read("a,b\n1,x\n2,\"y,z\"\n".replace(",", delimiter));
        assertThat(reading.readAs().delimiter()).isEqualTo(delimiter);
        assertThat(reading.columns()).hasSize(2);
        assertThat(reading.head().get(1).get(1)).isEqualTo("y" + delimiter + "z");
    }

    @Test
    void readsGzippedTextWithByteOrderMarkAndWindowsLineEnds() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("\ufeffä,b\r\n1,2\r\n\r\n3,4\r\n".getBytes(StandardCharsets.UTF_8));
        }
        Reading reading = read(packed.toByteArray(), DatasetSpec.EMPTY);
        assertThat(reading.columns()).extracting(Column::name).containsExactly("ä", "b");
        assertThat(reading.rows()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'a,b\n1,2\n',true",
        "'1,2\n3,4\n',false",
        "'a,b\nx,y\nz,y\n',true",
        "'x,y\nx,y\nz,y\n',false",
        "'a,\n1,2\n',true"
    })
    void tellsWhetherThereIsAHeader(String text, boolean header) {
        assertThat(read(text).readAs().header()).isEqualTo(header);
    }

    @Test
    void warnsOfWhatAPersonWouldWantToKnow() {
        String rows = IntStream.range(0, 40)
                .mapToObj(i -> "%d,same,%s,%s\n".formatted(i, i < 30 ? "" : "1" + i, i < 35 ? "yes" : "no"))
                .collect(Collectors.joining());
        List<Warning> warnings = read("id,always,rare,label\n" + rows).warnings();
        assertThat(warnings)
                .extracting(Warning::code, Warning::column)
                .containsExactly(
                        tuple("id_like", "id"),
                        tuple("constant_column", "always"),
                        tuple("high_missing", "rare"),
                        tuple("imbalanced_target", "label"));
    }

    @Test
    void tellsHowCloselyColumnsGoTogether() {
        Profile.Associations found =
                read("x,y,group\n1,2,a\n2,4,b\n3,6,a\n4,8.5,b\n").profile().associations();
        assertThat(found).isNotNull();
        assertThat(found.names()).containsExactly("x", "y", "group");
        assertThat(found.values().get(0).get(1)).isCloseTo(10.75 / Math.sqrt(5 * 23.1875), offset(1e-12));
        assertThat(found.values().get(0).get(2)).isCloseTo(Math.sqrt(1 / 5.0), offset(1e-12));
    }

    @Test
    void readsNumbersAtTheEdgeOfWhatADoubleHolds() {
        Reading reading = read("x,y\n1e308,1\n-1e308,2\n5e-324,3\n");
        assertThat(reading.columns().get(0).max()).isEqualTo(1e308);
        assertThat(reading.columns().get(0).mean()).isNull();
    }

    private Reading read(String text) {
        return read(text, DatasetSpec.EMPTY);
    }

    private Reading read(String text, DatasetSpec spec) {
        return read(text.getBytes(StandardCharsets.UTF_8), spec);
    }

    private Reading read(byte[] bytes, DatasetSpec spec) {
        try {
            Files.deleteIfExists(folder.resolve(TableReader.TYPED));
            Path raw = Files.write(folder.resolve("raw"), bytes);
            Reading reading = TableReader.read(raw, spec, folder);
            byte[] written = Json.mapper().writeValueAsBytes(reading);
            return Json.mapper().readValue(written, Reading.class);
        } catch (IOException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static DatasetSpec spec(String json) {
        return Json.mapper().readValue(json, DatasetSpec.class);
    }
}
