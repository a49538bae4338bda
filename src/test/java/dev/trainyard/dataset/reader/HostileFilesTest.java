package dev.trainyard.dataset.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
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
