package dev.trainyard.dataset.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that people upload by mistake or by malice get a clear answer; none ends the reader. */
class HostileFilesTest {

    private static final String MILLION = "m".repeat(1_000_000);

    @TempDir
    Path folder;

    static Stream<Arguments> unusable() throws IOException {
        return Stream.of(
                Arguments.of("empty", bytes(""), "{}", "empty_file"),
                Arguments.of("byte-order mark only", bytes("\ufeff"), "{}", "empty_file"),
                Arguments.of("blank lines", bytes("\n \n\t\r\n"), "{}", "no_rows"),
                Arguments.of("header only", bytes("a,b,c\n"), "{\"header\":true}", "no_rows"),
                Arguments.of("header without line end", bytes("a,b,c"), "{\"header\":true}", "no_rows"),
                Arguments.of("NUL bytes", new byte[5_000], "{}", "binary_file"),
                Arguments.of("PNG", bytes("\u0089PNG\r\n", StandardCharsets.ISO_8859_1), "{}", "binary_file"),
                Arguments.of("zip", bytes("PK\u0003\u0004..."), "{}", "binary_file"),
                Arguments.of(
                        "old Excel", new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0}, "{}", "binary_file"),
                Arguments.of("UTF-16", bytes("a,b\n1,2\n", StandardCharsets.UTF_16), "{}", "not_utf8"),
                Arguments.of("two columns of one name", bytes("x,y,x\n1,2,3\n"), "{}", "duplicate_column"),
                Arguments.of("names that differ in case", bytes("x,X\n1,2\n"), "{}", "duplicate_column"),
                Arguments.of(
                        "header not UTF-8",
                        bytes("gr\u00f6\u00dfe,b\n1,2\n", StandardCharsets.ISO_8859_1),
                        "{}",
                        "not_utf8"),
                Arguments.of(
                        "unknown column", bytes("a,b\n1,2\n"), "{\"columns\":[{\"name\":\"c\"}]}", "unknown_column"),
                Arguments.of(
                        "column out of range", bytes("a,b\n1,2\n"), "{\"columns\":[{\"index\":2}]}", "unknown_column"),
                Arguments.of("all rows ragged", bytes("a,b,c\n1,2\n3,4\n"), "{\"delimiter\":\",\"}", "no_usable_row"),
                Arguments.of(
                        "no cell fits",
                        bytes("a\nx\ny\n"),
                        "{\"columns\":[{\"name\":\"a\",\"type\":\"numeric\"}]}",
                        "no_usable_row"),
                Arguments.of(
                        "million columns",
                        bytes(IntStream.range(0, 100_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","))
                                + "\n1\n"),
                        "{\"delimiter\":\",\"}",
                        "too_many_columns"),
                Arguments.of(
                        "header of two million signs", bytes(MILLION + MILLION + ",b\n1,2\n"), "{}", "no_usable_row"),
                Arguments.of("gzip bomb", gzipped("a,b\n" + "1,2\n".repeat(20_000_000)), "{}", "unpacks_too_far"),
                Arguments.of(
                        "million columns of a line of many megabytes",
                        bytes(IntStream.range(0, 1_000_000)
                                        .mapToObj(i -> "c" + i)
                                        .collect(Collectors.joining(",")) + "\n" + "1,".repeat(999_999) + "1\n"),
                        "{}",
                        "too_many_columns"),
                Arguments.of("zstd bomb", Readings.zstdBomb("a,b\n1,2\n", 1000), "{}", "unpacks_too_far"),
                Arguments.of(
                        "zstd cut off",
                        Arrays.copyOf(Readings.zstd(bytes("a,b\n" + random(50_000))), 20_000),
                        "{}",
                        "damaged_zstd"),
                Arguments.of(
                        "zstd of nothing", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd}, "{}", "damaged_zstd"),
                Arguments.of(
                        "zstd of nothing with a window of exabytes",
                        new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x00, (byte) 0xff, 1, 0, 0},
                        "{}",
                        "empty_file"),
                Arguments.of("gzip of nothing", new byte[] {0x1f, (byte) 0x8b}, "{}", "damaged_gzip"),
                Arguments.of("JSON depth bomb", bytes("{\"a\":" + "[".repeat(900_000) + "\n"), "{}", "no_usable_row"),
                Arguments.of(
                        "JSON depth bomb of objects",
                        bytes("{\"a\":".repeat(150_000) + "1" + "}".repeat(150_000) + "\n"),
                        "{}",
                        "no_usable_row"),
                Arguments.of("JSON arrays all the way down", bytes("[".repeat(5_000_000)), "{}", "no_usable_row"),
                Arguments.of("JSON array", bytes("[{\"a\":1},{\"a\":2}]"), "{}", "json_document"),
                Arguments.of(
                        "JSON with a field for every row",
                        bytes(IntStream.range(0, 5_000)
                                .mapToObj(i -> "{\"f%d\":1}\n".formatted(i))
                                .collect(Collectors.joining())),
                        "{}",
                        "too_many_columns"),
                Arguments.of(
                        "JSON number of a million digits",
                        bytes("{\"a\":" + "9".repeat(1_000_000) + "}\n"),
                        "{}",
                        "no_usable_row"),
                Arguments.of("gzipped twice", gzip(gzipped("a,b\n1,2\n")), "{}", "binary_file"),
                Arguments.of(
                        "gzip cut off", Arrays.copyOf(gzipped("a,b\n" + random(50_000)), 20_000), "{}", "damaged_gzip"),
                Arguments.of(
                        "too many categories",
                        bytes("a,b\n"
                                + IntStream.range(0, 12_000)
                                        .mapToObj(i -> i + ",1\n")
                                        .collect(Collectors.joining())),
                        "{\"columns\":[{\"name\":\"a\",\"type\":\"categorical\"}]}",
                        "too_many_categories"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void saysWhyAFileIsOfNoUse(String name, byte[] file, String spec, String code) {
        Reading reading = read(file, spec);
        assertThat(reading.reasons()).extracting(Reason::code).containsExactly(code);
        assertThat(reading.rows()).isZero();
    }

    @Test
    void countsColumnsThatAreTooMany() {
        String line = IntStream.range(0, 1_000_000).mapToObj(i -> "c" + i).collect(Collectors.joining(";"));
        assertThat(read(bytes(line + "\n" + line), "{}").reasons())
                .extracting(Reason::message)
                .containsExactly("the table has 1,000,000 columns; at most 2,000 are read");
    }

    /** Whatever comes after the beginning of a bomb is not unpacked. */
    @Test
    void refusesABombAtItsBeginning() {
        byte[] bomb = Readings.zstdBomb("a,b\n1,2\n", 1_000_000);
        assertThat(read(bomb, "{}").reasons()).extracting(Reason::code).containsExactly("unpacks_too_far");
    }

    @Test
    void readsPackedRowsThatRepeatThemselves() throws IOException {
        String rows = random(500) + "\n";
        Reading reading = read(gzipped("a,b\n" + rows.repeat(20_000_000 / rows.length())), "{}");
        assertThat(reading.reasons()).isEmpty();
    }

    /** Parquet files that lie about what is in them. */
    @ParameterizedTest
    @MethodSource("lies")
    void doesNotBelieveFooters(String name, UnaryOperator<byte[]> lie) {
        byte[] honest = new Readings(folder).parquet("SELECT i, i * 0.5 AS h, 'text' || i AS t FROM range(1000) x(i)");
        Reading reading = read(lie.apply(honest), "{}");
        assertThat(reading.reasons()).extracting(Reason::code).containsExactly("damaged_parquet");
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("nothing but the magic", file -> bytes("PAR1")),
                lie("no footer", file -> bytes("PAR1" + "\0".repeat(100))),
                lie("footer longer than the file", file -> withFooterLength(file, file.length)),
                lie("footer of two gigabytes", file -> withFooterLength(file, Integer.MAX_VALUE)),
                lie("footer of negative length", file -> withFooterLength(file, -5)),
                lie("footer of no length", file -> withFooterLength(file, 0)),
                lie("footer that begins too late", file -> withFooterLength(file, 20)),
                lie("footer of zeros", file -> zeroed(file, file.length - 200, file.length - 8)),
                lie("pages of zeros", file -> zeroed(file, 4, 600)),
                lie("cut in the middle", file -> {
                    byte[] shorter = Arrays.copyOf(file, file.length / 2);
                    System.arraycopy(file, file.length - 8, shorter, shorter.length - 8, 8);
                    return shorter;
                }));
    }

    private static Arguments lie(String name, UnaryOperator<byte[]> lie) {
        return Arguments.of(name, lie);
    }

    private static byte[] withFooterLength(byte[] file, int length) {
        byte[] lying = file.clone();
        ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(file.length - 8, length);
        return lying;
    }

    private static byte[] zeroed(byte[] file, int from, int to) {
        byte[] lying = file.clone();
        Arrays.fill(lying, from, to, (byte) 0);
        return lying;
    }

    @Test
    void survivesParquetWithAnyByteTurned() {
        byte[] honest = new Readings(folder).parquet("SELECT i, i * 0.5 AS h, 'text' || i AS t FROM range(100) x(i)");
        Random random = new Random(1);
        for (int i = 0; i < 150; i++) {
            byte[] lying = honest.clone();
            int from = Math.max(4, honest.length - 400);
            lying[from + random.nextInt(honest.length - 8 - from)] = (byte) random.nextInt(256);
            Reading reading = read(lying, "{}");
            assertThat(reading.isReady() || reading.reasons().size() == 1).isTrue();
        }
    }

    @Test
    void refusesParquetThatUnpacksToAnyNumberOfRows() {
        byte[] bomb = new Readings(folder).parquet("SELECT 1 AS a, 2 AS b FROM range(30000000)");
        assertThat(bomb.length).isLessThan(100_000);
        assertThat(read(bomb, "{}").reasons()).extracting(Reason::code).containsExactly("unpacks_too_far");
    }

    static Stream<Arguments> dirty() {
        return Stream.of(
                Arguments.of("ragged", bytes("a,b\n1,2\n3\n4,5,6\n7,8\n"), 2, "too_few_cells", 3),
                Arguments.of(
                        "Latin-1 cell",
                        bytes("a,b\n1,x\n2,\u00e4\n3,z\n", StandardCharsets.ISO_8859_1),
                        2,
                        "not_utf8",
                        3),
                Arguments.of(
                        "overlong UTF-8",
                        concat(bytes("a,b\n1,2\n"), new byte[] {(byte) 0xc0, (byte) 0xaf}, bytes(",3\n4,5\n")),
                        2,
                        "not_utf8",
                        3),
                Arguments.of(
                        "million-character field",
                        bytes("a,b\n1,2\n3," + MILLION + MILLION + "\n5,6\n"),
                        2,
                        "line_too_long",
                        3),
                Arguments.of(
                        "quoted million-character field",
                        bytes("a,b\n1,2\n3,\"" + MILLION + MILLION + "\"\n5,6\n"),
                        2,
                        "line_too_long",
                        3),
                Arguments.of("unclosed quote", bytes("a,b\n1,2\n3,\"x\n5,6\n7,8\n"), 3, "unclosed_quote", 3),
                Arguments.of(
                        "unclosed quote over a long file",
                        bytes("a,b\n1,2\n3,\"x\n" + "5,6\n".repeat(400_000)),
                        400_001,
                        "unclosed_quote",
                        3),
                Arguments.of("text after quote", bytes("a,b\n1,2\n3,\"x\"y\n5,6\n"), 2, "text_after_quote", 3),
                Arguments.of(
                        "NUL far inside",
                        bytes("a,b\n" + "1,2\n".repeat(50_000) + "3,\0\n4,5\n"),
                        50_001,
                        "nul_byte",
                        50_002),
                Arguments.of(
                        "infinite numbers",
                        bytes("a,b\n" + "1.5,2\n".repeat(40) + "inf,1\n1e999,2\n1_000,3\n"),
                        40,
                        "not_a_number",
                        42));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dirty")
    void leavesOutWhatIsBroken(String name, byte[] file, int rows, String reason, int line) {
        Reading reading = read(file, "{\"delimiter\":\",\",\"header\":true}");
        assertThat(reading.reasons()).isEmpty();
        assertThat(reading.rows()).isEqualTo(rows);
        assertThat(reading.rejected().data().get(0).reason()).isEqualTo(reason);
        assertThat(reading.rejected().data().get(0).line()).isEqualTo(line);
        assertThat(reading.rejected().data().get(0).value().length()).isLessThanOrEqualTo(100);
    }

    static Stream<Arguments> odd() {
        return Stream.of(
                Arguments.of(
                        "SQL in names and cells",
                        bytes("\"a\"\"; DROP TABLE cells; --\",'x'\n1,\"'); ATTACH 'x';\"\n2,b\n"),
                        "{}"),
                Arguments.of("million-character field that fits", bytes("a,b\n1," + MILLION + "\n2,y\n"), "{}"),
                Arguments.of(
                        "quotes that double in size", bytes("a,b\n1,\"" + "\"\"".repeat(500_000) + "\"\n2,y\n"), "{}"),
                Arguments.of("wrong delimiter", bytes("a;b\n1;2\n3;4\n"), "{\"delimiter\":\",\"}"),
                Arguments.of("old Mac line ends", bytes("a,b\r1,2\r3,4\r"), "{}"),
                Arguments.of("emoji", bytes("a,b\n1,\ud83d\ude00\n2,\ud83d\ude00\n"), "{}"),
                Arguments.of(
                        "wide",
                        bytes(IntStream.range(0, 300).mapToObj(i -> "c" + i).collect(Collectors.joining(",")) + "\n"
                                + "1,".repeat(299) + "2\n" + "3,".repeat(299) + "4\n"),
                        "{}"),
                Arguments.of("nothing but missing cells", bytes("a,b\n,\n,\n"), "{}"),
                Arguments.of("one column without delimiter", bytes("word\nhello\nworld\n"), "{}"),
                Arguments.of("column called line", bytes("line,c0,c1\n1,2,3\n4,5,6\n"), "{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void readsWhatIsOnlyOdd(String name, byte[] file, String spec) {
        Reading reading = read(file, spec);
        assertThat(reading.reasons()).isEmpty();
        assertThat(reading.rows()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void survivesNoise(long seed) {
        Random random = new Random(seed);
        String signs = "ab,;\"'\n\r\t |1.0-\u00e4";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < random.nextInt(3_000); i++) {
            text.append(signs.charAt(random.nextInt(signs.length())));
        }
        Reading reading = read(bytes(text.toString()), "{}");
        assertThat(reading.isReady() ? reading.rows() : reading.reasons().size())
                .isPositive();
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    private Reading read(byte[] bytes, String spec) {
        try {
            Path raw = Files.write(folder.resolve("raw"), bytes);
            Reading reading = TableReader.read(raw, Json.mapper().readValue(spec, DatasetSpec.class), folder);
            return Json.mapper().readValue(Json.mapper().writeValueAsBytes(reading), Reading.class);
        } catch (IOException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return bytes(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text, java.nio.charset.Charset charset) {
        return text.getBytes(charset);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String random(int length) {
        Random random = new Random(1);
        return IntStream.range(0, length)
                .mapToObj(i -> random.nextInt() + ",1\n")
                .collect(Collectors.joining());
    }

    private static byte[] gzipped(String text) throws IOException {
        return gzip(bytes(text));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
