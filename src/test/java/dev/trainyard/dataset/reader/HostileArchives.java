package dev.trainyard.dataset.reader;

import static dev.trainyard.dataset.reader.Bytes.concat;
import static dev.trainyard.dataset.reader.Bytes.flipped;
import static dev.trainyard.dataset.reader.Bytes.text;
import static dev.trainyard.dataset.reader.HostilePictures.PNG;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Whole archives that attack. */
final class HostileArchives {

    private static final byte[] NOTHING = new byte[0];

    private HostileArchives() {}

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
                Arguments.of("tar of hard links", tarOf('1', "a/1.png", "0"), "no_usable_row"),
                Arguments.of("tar that climbs out", tarOf('0', "../../escape.png", "0"), "no_usable_row"),
                Arguments.of("tar to the root", tarOf('0', "/tmp/escape.png", "0"), "no_usable_row"),
                Arguments.of("tar whose attributes climb out", climbingAttributes(), "no_usable_row"),
                Arguments.of("tar.gz of a million entries", millionFiles(), "too_many_entries"),
                Arguments.of("gzip of a gzip bomb", TestArchive.gzip(gzipBomb()), "not_an_archive"),
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

    static RawZip twoEntries() {
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

    /** A thousand empty files, and the same packed bytes again and again, which gzip allows. */
    private static byte[] millionFiles() {
        byte[] entry = Arrays.copyOf(tarOf('0', "a/1.png", "0"), 512);
        ByteArrayOutputStream thousand = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000; i++) {
            thousand.writeBytes(entry);
        }
        byte[] packed = TestArchive.gzip(thousand.toByteArray());
        ByteArrayOutputStream million = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000; i++) {
            million.writeBytes(packed);
        }
        return million.toByteArray();
    }

    private static byte[] climbingAttributes() {
        String path = "30 path=../../../escape.png\n";
        byte[] attributes = Arrays.copyOf(text("%d%s".formatted(path.length(), path.substring(2))), 512);
        byte[] header = Arrays.copyOf(tarOf('x', "x", "%011o\0".formatted(path.length())), 512);
        return concat(header, attributes, tarOf('0', "a/1.png", "0"));
    }

    private static byte[] manyBombs() {
        RawZip zip = new RawZip();
        byte[] bomb = HostilePictures.pngOf(4_000, 4_000, new byte[1_000]);
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
}
