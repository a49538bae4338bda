package dev.trainyard.dataset.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormatsTest {

    private static final String LINES = """
            {"x":1.5,"kind":"a","on":true,"at":"2024-01-01"}
            {"x":2,"kind":"b","on":false,"at":"2024-01-02","late":7}

            {"kind":"a","x":null,"on":true,"at":"2024-01-03T10:00:00Z"}
            """;

    @TempDir
    Path folder;

    private Readings readings;

    @BeforeEach
    void prepare() {
        readings = new Readings(folder);
    }

    @Test
    void readsJsonLinesWhoseFieldsComeAndGo() {
        Reading reading = readings.read(LINES);
        assertThat(reading.columns())
                .extracting(Column::name, Column::type, Column::missing)
                .containsExactly(
                        tuple("x", ColumnType.NUMERIC, 1L),
                        tuple("kind", ColumnType.CATEGORICAL, 0L),
                        tuple("on", ColumnType.BOOLEAN, 0L),
                        tuple("at", ColumnType.DATETIME, 0L),
                        tuple("late", ColumnType.NUMERIC, 2L));
        assertThat(reading.head().get(1)).containsExactly(2, "b", "false", "2024-01-02T00:00:00Z", 7);
    }

    @Test
    void tellsTheLinesThatAreNoObjects() {
        Reading reading = readings.read("""
                {"x":1}
                [1,2]
                {"x":2
                {"x":3} {"x":4}
                {"x":5,"x":6}
                {"x":7}
                """);
        assertThat(reading.rows()).isEqualTo(2);
        assertThat(reading.rejected().data())
                .extracting(Reject::line, Reject::reason)
                .containsExactly(
                        tuple(2L, "not_an_object"),
                        tuple(3L, "bad_json"),
                        tuple(4L, "not_an_object"),
                        tuple(5L, "bad_json"));
    }

    @Test
    void keepsNestedJsonAsItsText() {
        assertThat(readings.read("""
                {"x":1,"tags":["a", {"b":"ä"}],"y":1}
                {"x":2,"tags":{},"y":2}
                """).head())
                .extracting(row -> row.get(1), row -> row.get(2))
                .containsExactly(tuple("[\"a\", {\"b\":\"ä\"}]", 1), tuple("{}", 2));
    }

    @Test
    void readsParquetWithItsTypes() {
        byte[] file = readings.parquet("""
                SELECT i AS n, i / 4 AS share, CASE WHEN i = 3 THEN 'NaN'::DOUBLE ELSE i + 0.5 END AS gap,
                    chr(97 + CAST(i AS INTEGER) % 2) AS kind, i % 3 = 0 AS flag,
                    DATE '2024-01-30' + CAST(i AS INTEGER) AS day, TIMESTAMP '2024-01-01 10:00:00.5' AS moment
                FROM range(10) t(i)""");
        Reading reading = readings.read(file, "{}");
        assertThat(reading.rows()).isEqualTo(10);
        assertThat(reading.columns())
                .extracting(Column::type)
                .containsExactly(
                        ColumnType.NUMERIC,
                        ColumnType.NUMERIC,
                        ColumnType.NUMERIC,
                        ColumnType.CATEGORICAL,
                        ColumnType.BOOLEAN,
                        ColumnType.DATETIME,
                        ColumnType.DATETIME);
        assertThat(reading.columns().get(2).missing()).isEqualTo(1);
        assertThat(readings.typed("share")).contains(0.25, 2.25);
        assertThat(reading.head().get(2).get(5)).isEqualTo("2024-02-01T00:00:00Z");
    }

    @Test
    void rejectsCellsOfParquetByTheirRow() {
        Reading reading = readings.read(
                readings.parquet(
                        "SELECT CASE WHEN i = 7 THEN 'n/a' ELSE CAST(i AS VARCHAR) END AS n FROM range(40) t(i)"),
                "{}");
        assertThat(reading.rejected().data())
                .extracting(Reject::line, Reject::value)
                .containsExactly(tuple(8L, "n/a"));
    }

    enum Packing {
        GZIP,
        ZSTD
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void readsEveryFormatPacked(Packing packing) {
        Stream.of(
                        LINES.getBytes(UTF_8),
                        readings.parquet("SELECT 1.5 AS x FROM range(3)"),
                        "x\n1\n2\n3\n".getBytes(UTF_8))
                .forEach(bytes -> {
                    byte[] packed = packing == Packing.GZIP ? Readings.gzipped(bytes) : Readings.zstd(bytes);
                    Reading reading = readings.read(packed, "{}");
                    assertThat(reading.reasons()).isEmpty();
                    assertThat(reading.rows()).isEqualTo(3);
                });
    }

    @Test
    void readsDecimalCommas() {
        Reading reading =
                readings.read("""
                preis;menge;art
                1,5;1.234,25;a
                -2;12;b
                ,75;1.5;a
                3,25;2e3;a
                """, "{\"decimal\":\",\",\"columns\":[{\"name\":\"menge\",\"type\":\"numeric\"}]}");
        assertThat(reading.readAs().delimiter()).isEqualTo(";");
        assertThat(readings.typed("preis")).containsExactly(1.5, -2.0, 3.25);
        assertThat(readings.typed("menge")).containsExactly(1234.25, 12.0, 2000.0);
        assertThat(reading.rejected().data().get(0).value()).isEqualTo("1.5");
    }

    @Test
    void takesNumbersOfJsonAndParquetForWhatTheyAreWhateverTheDecimalSignOfTexts() {
        readings.read("{\"x\":1.125,\"y\":\"1,5\"}\n{\"x\":-2.5,\"y\":\"1.000\"}\n", "{\"decimal\":\",\"}");
        assertThat(readings.typed("x")).containsExactly(1.125, -2.5);
        assertThat(readings.typed("y")).containsExactly(1.5, 1000.0);
        byte[] parquet =
                readings.parquet("SELECT i + 1.125 AS fixed, CAST(i + 2.125 AS DOUBLE) AS free FROM range(2) t(i)");
        readings.read(parquet, "{\"decimal\":\",\"}");
        assertThat(readings.typed("fixed")).containsExactly(1.125, 2.125);
        assertThat(readings.typed("free")).containsExactly(2.125, 3.125);
    }

    @Test
    void suggestsTheDecimalCommaWhereCellsLookLikeIt() {
        Reading reading = readings.read("a;b\n1,5;x\n2,5;y\n3,75;x\n");
        Warning warning = reading.warnings().stream()
                .filter(w -> w.code().equals("decimal_comma"))
                .findFirst()
                .orElseThrow();
        assertThat(warning.suggestion()).isNotNull();
        assertThat(readings.read(
                                "a;b\n1,5;x\n2,5;y\n3,75;x\n".getBytes(UTF_8),
                                warning.suggestion().patch())
                        .columns()
                        .get(0)
                        .mean())
                .isEqualTo(7.75 / 3);
    }

    @Test
    void skipsComments() {
        Reading reading = readings.read("""
                # made by a station
                x,note
                1,# no comment
                # 2,lost
                3,b
                #""", "{\"comment\":\"#\"}");
        assertThat(reading.rows()).isEqualTo(2);
        assertThat(reading.columns()).extracting(Column::name).containsExactly("x", "note");
        assertThat(reading.rejected().rows()).isZero();
    }

    @Test
    void countsTheLinesOfComments() {
        Reading reading = readings.read("x,y\n%a\n%b\n1,2\n3\n", "{\"comment\":\"%\"}");
        assertThat(reading.rejected().data()).extracting(Reject::line).isEqualTo(List.of(5L));
    }

    @Test
    void warnsOfFormulas() {
        Reading reading = readings.read("x,note\n1,=HYPERLINK(1)\n2,fine\n3,@sum\n");
        assertThat(reading.warnings()).extracting(Warning::code).contains("formula_cells");
        assertThat(readings.typed("note")).containsExactly("=HYPERLINK(1)", "fine", "@sum");
    }
}
