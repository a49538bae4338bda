package dev.trainyard.dataset.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.json.Json;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives and pictures that attack: each is told what it is, none ends the reader, and nothing lies outside its folder. */
class HostileArchivesTest {

    static final byte[] PNG = TestPictures.grey(4, 4, 7);
    private static final byte[] NOTHING = new byte[0];

    /** What the reader itself may leave. */
    private static final List<String> OURS =
            List.of("raw", "unpacked", "pictures.csv", "pixels.u8", "typed.parquet", "spill");

    @TempDir
    Path outside;

    /** Whole archives: name, bytes, reason. */
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("empty zip", new RawZip().bytes(), "no_pictures"),
                Arguments.of("zip signature only", text("PK\u0003\u0004"), "damaged_zip"),
                Arguments.of("zip cut off", Arrays.copyOf(good(), good().length - 30), "damaged_zip"),
                Arguments.of(
                        "zip that says more entries", twoEntries().saying(9).bytes(), "damaged_zip"),
                Arguments.of("million entries said", twoEntries().saying(0xffff).bytes(), "damaged_zip"),
                Arguments.of("million entries in a zip64", millionEntries(), "too_many_entries"),
                Arguments.of("zip64 list outside", zip64ListOutside(), "damaged_zip"),
                Arguments.of("one part of several", partOfSeveral(), "zip_in_parts"),
                Arguments.of("list that begins elsewhere", listElsewhere(), "damaged_zip"),
                Arguments.of("entries that overlap", overlapping(false), "overlapping_entries"),
                Arguments.of("entries that nest in each other", overlapping(true), "overlapping_entries"),
                Arguments.of("entry beyond the end", beyondTheEnd(), "damaged_zip"),
                Arguments.of("flat bomb", flatBomb(), "unpacks_too_far"),
                Arguments.of("nested bomb", nestedBomb(), "no_pictures"),
                Arguments.of("zip of nothing but folders", folders(), "no_pictures"),
                Arguments.of("Excel workbook", zip("xl/workbook.xml", text("<x/>")), "binary_file"),
                Arguments.of("zip of a table", zip("a.csv", text("a,b\n1,2\n")), "no_pictures"),
                Arguments.of("labels that are no table", labels(new byte[] {(byte) 0xff, 0, 1}), "bad_labels"),
                Arguments.of("labels without rows", labels(NOTHING), "bad_labels"),
                Arguments.of("labels with a column twice", labels(text("path,x,x\na/1.png,1,2\n")), "duplicate_column"),
                Arguments.of(
                        "labels that name nothing", labels(text("path,label\n../../etc/passwd,1\n")), "no_usable_row"),
                Arguments.of("labels of a million columns", labels(text("c,".repeat(600_000) + "c\n")), "bad_labels"),
                Arguments.of("encrypted", changed(entry -> entry.flags = 1), "no_usable_row"),
                Arguments.of("unknown packing", changed(entry -> entry.method = 99), "no_usable_row"),
                Arguments.of("symbolic link", changed(entry -> entry.attributes = 0xa1ff << 16), "no_usable_row"),
                Arguments.of("device", changed(entry -> entry.attributes = 0x21ff << 16), "no_usable_row"),
                Arguments.of("wrong checksum", changed(entry -> entry.crc++), "no_usable_row"),
                Arguments.of("unpacks to more than it says", moreThanItSays(), "no_usable_row"),
                Arguments.of("size that lies", changed(entry -> entry.size += 5), "no_usable_row"),
                Arguments.of("tar cut off", Arrays.copyOf(goodTar(), 700), "damaged_tar"),
                Arguments.of("tar with a wrong checksum", flipped(goodTar(), 600 + 512, 1_200), "damaged_tar"),
                Arguments.of(
                        "tar entry of eight exabytes",
                        tarOf('0', "a/1.png", "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"),
                        "damaged_tar"),
                Arguments.of("tar name of a gigabyte", tarOf('L', "x", "7777777777\0"), "damaged_tar"),
                Arguments.of("tar of links", tarOf('2', "a/1.png", "0"), "no_usable_row"),
                Arguments.of("tar of devices", tarOf('3', "a/1.png", "0"), "no_usable_row"),
                Arguments.of("tar.gz cut off", Arrays.copyOf(TestArchive.gzip(goodTar()), 90), "damaged_gzip"),
                Arguments.of("gzip bomb of a tar", gzipBomb(), "unpacks_too_far"),
                Arguments.of(
                        "IDX that says five million",
                        TestPictures.idx(new byte[9], 5_000_000, 28, 28),
                        "truncated_idx"),
                Arguments.of(
                        "IDX with impossible sides",
                        TestPictures.idx(new byte[9], 1, 1 << 30, 1 << 30),
                        "impossible_idx"),
                Arguments.of("IDX with a negative count", TestPictures.idx(new byte[9], -1, 3, 3), "impossible_idx"),
                Arguments.of("IDX of labels alone", TestPictures.idx(new byte[3], 3), "no_idx_pair"),
                Arguments.of("IDX with other counts", idxPair(2, 3), "different_counts"),
                Arguments.of("IDX cut off", Arrays.copyOf(TestPictures.idx(new byte[8], 2, 2, 2), 22), "truncated_idx"),
                Arguments.of("two IDX files of pictures", twoIdx(), "no_idx_pair"),
                Arguments.of(
                        "gzip bomb of an IDX",
                        TestArchive.gzip(TestPictures.idx(new byte[80 << 20], 80, 1 << 10, 1 << 10)),
                        "unpacks_too_far"),
                Arguments.of("many picture bombs", manyBombs(), "unpacks_too_far"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void saysWhyAnArchiveIsOfNoUse(String name, byte[] archive, String reason) throws IOException {
        Reading reading = read(archive, "{\"kind\":\"images\"}");

        assertThat(reading.rows()).isZero();
        assertThat(reading.reasons()).hasSize(1);
        assertThat(reading.reasons().get(0).code())
                .as(reading.reasons().get(0).message())
                .isEqualTo(reason);
        assertThat(reading.reasons().get(0).message()).hasSizeBetween(20, 400);
    }

    /** Entries beside good ones: name of the case, name of the entry, its bytes, reason of the reject. */
    static Stream<Arguments> leftOut() {
        return Stream.of(
                Arguments.of("up and away", "../../escape.png", PNG, "unsafe_name"),
                Arguments.of("up from within", "a/../../escape.png", PNG, "unsafe_name"),
                Arguments.of("up in the manner of Windows", "..\\..\\escape.png", PNG, "unsafe_name"),
                Arguments.of("absolute", "/tmp/escape.png", PNG, "unsafe_name"),
                Arguments.of("absolute in the manner of Windows", "C:\\escape.png", PNG, "unsafe_name"),
                Arguments.of("on another machine", "\\\\host\\share\\escape.png", PNG, "unsafe_name"),
                Arguments.of("NUL in the name", "a/escape\0.png", PNG, "unsafe_name"),
                Arguments.of("line end in the name", "a/x\n.png", PNG, "unsafe_name"),
                Arguments.of("no picture", "a/x.png", text("<script>"), "not_a_picture"),
                Arguments.of("nothing", "a/x.png", NOTHING, "not_a_picture"),
                Arguments.of("another format", "a/x.tif", text("II*\0........"), "not_a_picture"),
                Arguments.of("PNG cut off in its header", "a/x.png", Arrays.copyOf(PNG, 20), "damaged_picture"),
                Arguments.of(
                        "PNG cut off",
                        "a/x.png",
                        half(TestPictures.colour("png", 64, 64, Color.RED)),
                        "damaged_picture"),
                Arguments.of("PNG with another first chunk", "a/x.png", flipped(PNG, 12, 16), "damaged_picture"),
                Arguments.of("PNG without width", "a/x.png", pngOf(0, 5, NOTHING), "damaged_picture"),
                Arguments.of(
                        "PNG of two billion pixels", "a/x.png", pngOf(65_000, 65_000, NOTHING), "picture_too_large"),
                Arguments.of(
                        "PNG wider than any", "a/x.png", pngOf(Integer.MAX_VALUE, 1, NOTHING), "picture_too_large"),
                Arguments.of("PNG bomb", "a/x.png", pngOf(4_990, 4_990, new byte[24_000]), "picture_bomb"),
                Arguments.of(
                        "PNG with pixels missing", "a/x.png", pngOf(2_000, 2_000, new byte[2_000]), "damaged_picture"),
                Arguments.of(
                        "JPEG cut off",
                        "a/x.jpg",
                        half(TestPictures.colour("jpg", 64, 64, Color.RED)),
                        "damaged_picture"),
                Arguments.of("JPEG of markers only", "a/x.jpg", repeated(0xff, 5_000, 0xff, 0xd8), "damaged_picture"),
                Arguments.of(
                        "JPEG segments without end",
                        "a/x.jpg",
                        new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 1},
                        "damaged_picture"),
                Arguments.of("JPEG of four billion pixels", "a/x.jpg", hugeJpeg(), "picture_too_large"),
                Arguments.of(
                        "GIF cut off",
                        "a/x.gif",
                        Arrays.copyOf(TestPictures.colour("gif", 9, 9, Color.RED), 30),
                        "damaged_picture"),
                Arguments.of("GIF bomb", "a/x.gif", hugeGif(), "picture_too_large"),
                Arguments.of(
                        "GIF that never begins",
                        "a/x.gif",
                        text("GIF89a\1\0\1\0\0\0\0" + "!\u00fe\1 \0".repeat(2_000)),
                        "damaged_picture"),
                Arguments.of("BMP of negative width", "a/x.bmp", bmp(-5, 5), "damaged_picture"),
                Arguments.of("BMP bomb", "a/x.bmp", bmp(40_000, 40_000), "picture_too_large"),
                Arguments.of("BMP without pixels", "a/x.bmp", bmp(100, 100), "damaged_picture"),
                Arguments.of("WebP cut off", "a/x.webp", Arrays.copyOf(TestPictures.WEBP, 25), "damaged_picture"),
                Arguments.of(
                        "WebP of an unknown kind", "a/x.webp", text("RIFF\0\0\0\0WEBPVP8?    "), "damaged_picture"),
                Arguments.of("WebP bomb", "a/x.webp", hugeWebp(), "picture_bomb"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leftOut")
    void leavesOneBadEntryOut(String name, String entry, byte[] bytes, String reason) throws IOException {
        RawZip zip = twoEntries();
        zip.add(entry, bytes);

        Reading reading = read(zip.bytes(), "{}");

        assertThat(reading.reasons()).isEmpty();
        assertThat(reading.rows()).isEqualTo(2);
        assertThat(reading.rejected().data()).hasSize(1);
        assertThat(reading.rejected().data().get(0).reason())
                .as(reading.rejected().data().get(0).message())
                .isEqualTo(reason);
        assertThat(reading.rejected().data().get(0).line()).isEqualTo(3);
    }

    /** Odd, but harmless: name, archive, rows. */
    static Stream<Arguments> odd() {
        return Stream.of(
                Arguments.of("names of devices", deviceNames(), 3),
                Arguments.of("a picture that is a zip too", polyglot(), 2),
                Arguments.of("one name twice", sameNames(), 3),
                Arguments.of("a comment that looks like an end", comment(), 2),
                Arguments.of("a name that is no UTF-8", latinName(), 2),
                Arguments.of("a thousand folders deep", deep(), 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
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

    private static RawZip twoEntries() {
        RawZip zip = new RawZip();
        zip.add("a/1.png", PNG);
        zip.add("b/2.png", PNG);
        return zip;
    }

    private static byte[] folders() {
        RawZip zip = new RawZip();
        zip.add("a/", NOTHING);
        zip.add("b/c/", NOTHING);
        return zip.bytes();
    }

    private static byte[] good() {
        return twoEntries().bytes();
    }

    private static byte[] goodTar() {
        return new TestArchive().with("a/1.png", PNG).with("b/2.png", PNG).tar();
    }

    private static byte[] zip(String name, byte[] bytes) {
        RawZip zip = new RawZip();
        zip.add(name, bytes);
        return zip.bytes();
    }

    private static byte[] labels(byte[] labels) {
        RawZip zip = twoEntries();
        zip.add("labels.csv", labels);
        return zip.bytes();
    }

    private static byte[] changed(Consumer<RawZip.Entry> change) {
        RawZip zip = new RawZip();
        change.accept(zip.add("a/1.png", PNG));
        change.accept(zip.add("b/1.png", PNG));
        return zip.bytes();
    }

    private static byte[] moreThanItSays() {
        RawZip zip = new RawZip();
        zip.addDeflated("a/1.png", new byte[1 << 20]).size = 100;
        return zip.bytes();
    }

    private static byte[] millionEntries() {
        byte[] zip = twoEntries().saying(0xffff).bytes();
        ByteBuffer end = ByteBuffer.allocate(76).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(0x06064b50).putLong(44).putInt(0).putInt(0).putInt(0);
        end.putLong(1_000_000).putLong(1_000_000).putLong(100).putLong(0);
        end.putInt(0x07064b50).putInt(0).putLong(zip.length - 22).putInt(1);
        return concat(
                Arrays.copyOf(zip, zip.length - 22), end.array(), Arrays.copyOfRange(zip, zip.length - 22, zip.length));
    }

    private static byte[] zip64ListOutside() {
        byte[] zip = millionEntries();
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putLong(zip.length - 22 - 20 + 8, 1L << 40);
        return zip;
    }

    private static byte[] partOfSeveral() {
        byte[] zip = good();
        zip[zip.length - 18] = 3;
        return zip;
    }

    private static byte[] listElsewhere() {
        byte[] zip = good();
        zip[zip.length - 6] += 7;
        zip[zip.length - 10] -= 7;
        return zip;
    }

    private static byte[] overlapping(boolean nested) {
        RawZip zip = new RawZip();
        RawZip.Entry kernel = zip.addDeflated("a/0.png", new byte[1 << 20]);
        for (int i = 1; i < 200; i++) {
            RawZip.Entry again = zip.again("a/" + i + ".png", kernel);
            again.offset += nested ? i % 7 : 0;
        }
        return zip.bytes();
    }

    private static byte[] beyondTheEnd() {
        RawZip zip = new RawZip();
        zip.add("a/1.png", PNG).packed = 1 << 28;
        return zip.bytes();
    }

    private static byte[] flatBomb() {
        RawZip zip = new RawZip();
        byte[] zeros = new byte[16 << 20];
        for (int i = 0; i < 8; i++) {
            zip.addDeflated("a/" + i + ".bmp", zeros);
        }
        return zip.bytes();
    }

    private static byte[] nestedBomb() {
        byte[] inner = flatBomb();
        RawZip zip = new RawZip();
        for (int i = 0; i < 16; i++) {
            zip.add("a/" + i + ".zip", inner);
        }
        return zip.bytes();
    }

    private static byte[] gzipBomb() {
        byte[] tar = new TestArchive().with("a/1.bmp", new byte[80 << 20]).tar();
        return TestArchive.gzip(tar);
    }

    private static byte[] manyBombs() {
        RawZip zip = new RawZip();
        byte[] bomb = pngOf(4_000, 4_000, new byte[1_000]);
        for (int i = 0; i < 60; i++) {
            zip.add("a/" + i + ".png", bomb);
        }
        return zip.bytes();
    }

    private static byte[] idxPair(int pictures, int labels) {
        return new TestArchive()
                .with("images", TestPictures.idx(new byte[4 * pictures], pictures, 2, 2))
                .with("labels", TestPictures.idx(new byte[labels], labels))
                .zip();
    }

    private static byte[] twoIdx() {
        byte[] pictures = TestPictures.idx(new byte[4], 1, 2, 2);
        return new TestArchive().with("train", pictures).with("test", pictures).zip();
    }

    private static byte[] deviceNames() {
        RawZip zip = twoEntries();
        zip.add("con/NUL.png", PNG);
        return zip.bytes();
    }

    private static byte[] polyglot() {
        RawZip zip = new RawZip();
        zip.add("a/1.png", concat(PNG, good()));
        zip.add("b/2.png", concat(PNG, text("<?php system($_GET[0]); ?>")));
        return zip.bytes();
    }

    private static byte[] sameNames() {
        RawZip zip = twoEntries();
        zip.add("b/2.png", PNG);
        return zip.bytes();
    }

    private static byte[] comment() {
        byte[] zip = good();
        byte[] comment = Arrays.copyOfRange(zip, zip.length - 22, zip.length);
        comment[4] = 1;
        zip[zip.length - 2] = 21;
        return concat(zip, Arrays.copyOf(comment, 21));
    }

    private static byte[] latinName() {
        RawZip zip = new RawZip();
        zip.add("a/x.png", PNG);
        zip.add("b/y.png", PNG);
        byte[] bytes = zip.bytes();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 'y' ? (byte) 0x81 : bytes[i];
        }
        return bytes;
    }

    private static byte[] deep() {
        RawZip zip = new RawZip();
        zip.add("x/".repeat(1_000) + "a/1.png", PNG);
        zip.add("x/".repeat(1_000) + "b/1.png", PNG);
        return zip.bytes();
    }

    private static byte[] tarOf(char type, String name, String size) {
        byte[] block = new byte[512];
        byte[] nameBytes = text(name);
        System.arraycopy(nameBytes, 0, block, 0, nameBytes.length);
        byte[] sizeBytes = size.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(sizeBytes, 0, block, 124, sizeBytes.length);
        block[156] = (byte) type;
        System.arraycopy(text("ustar"), 0, block, 257, 5);
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        System.arraycopy(text("%06o\0 ".formatted(sum)), 0, block, 148, 8);
        return concat(block, new byte[1_024]);
    }

    private static byte[] pngOf(int width, int height, byte[] packed) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .array();
        byte[] zlib = packed.length == 0
                ? packed
                : concat(new byte[] {0x78, (byte) 0xda}, RawZip.deflated(new byte[packed.length * 100]));
        return concat(
                Arrays.copyOf(PNG, 8),
                chunk("IHDR", header),
                chunk("IDAT", Arrays.copyOf(zlib, packed.length)),
                chunk("IEND", NOTHING));
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] typed = concat(text(type), content);
        CRC32 crc = new CRC32();
        crc.update(typed);
        return concat(
                ByteBuffer.allocate(4).putInt(content.length).array(),
                typed,
                ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static byte[] hugeJpeg() {
        byte[] frame = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xc0, 0, 11, 8, -1, -1, -1, -1, 1, 1, 17, 0};
        return frame;
    }

    private static byte[] hugeGif() {
        byte[] gif = TestPictures.file("gif", new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_BINARY));
        int frame = gif.length;
        for (int i = 0; i < gif.length; i++) {
            frame = gif[i] == ',' && frame == gif.length ? i : frame;
        }
        Arrays.fill(gif, frame + 5, frame + 9, (byte) 0xff);
        return gif;
    }

    private static byte[] bmp(int width, int height) {
        return ByteBuffer.allocate(54)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(text("BM"))
                .putInt(54)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .array();
    }

    private static byte[] hugeWebp() {
        byte[] webp = TestPictures.WEBP.clone();
        Arrays.fill(webp, 21, 24, (byte) 0xff);
        return webp;
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - 40);
    }

    private static byte[] repeated(int value, int count, int... before) {
        byte[] bytes = new byte[before.length + count];
        Arrays.fill(bytes, (byte) value);
        for (int i = 0; i < before.length; i++) {
            bytes[i] = (byte) before[i];
        }
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, int from, int to) {
        byte[] other = bytes.clone();
        for (int i = from; i < Math.min(to, other.length); i++) {
            other[i] ^= 0x55;
        }
        return other;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
