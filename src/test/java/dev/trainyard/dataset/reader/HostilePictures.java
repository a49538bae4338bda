package dev.trainyard.dataset.reader;

import static dev.trainyard.dataset.reader.Bytes.concat;
import static dev.trainyard.dataset.reader.Bytes.flipped;
import static dev.trainyard.dataset.reader.Bytes.text;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Entries of archives that attack: by their name, or as pictures. */
final class HostilePictures {

    static final byte[] PNG = TestPictures.grey(4, 4, 7);
    private static final byte[] NOTHING = new byte[0];

    private HostilePictures() {}

    /**
     * An entry that is left out.
     *
     * @param reason of the reject
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Hostile(String what, String name, byte[] bytes, String reason) {}

    static List<Hostile> all() {
        return List.of(
                new Hostile("up and away", "../../escape.png", PNG, "unsafe_name"),
                new Hostile("up from within", "a/../../escape.png", PNG, "unsafe_name"),
                new Hostile("up in the manner of Windows", "..\\..\\escape.png", PNG, "unsafe_name"),
                new Hostile("absolute", "/tmp/escape.png", PNG, "unsafe_name"),
                new Hostile("absolute in the manner of Windows", "C:\\escape.png", PNG, "unsafe_name"),
                new Hostile("on another machine", "\\\\host\\share\\escape.png", PNG, "unsafe_name"),
                new Hostile("NUL in the name", "a/escape\0.png", PNG, "unsafe_name"),
                new Hostile("line end in the name", "a/x\n.png", PNG, "unsafe_name"),
                new Hostile(
                        "a name of sixty thousand letters", "a/" + "../".repeat(20_000) + "x.png", PNG, "unsafe_name"),
                new Hostile("SVG that asks for a file", "a/x.png", svg(), "not_a_picture"),
                new Hostile(
                        "JPEG of a thousand scans",
                        "a/x.jpg",
                        BombedPictures.jpegOfScans(1_500, 1_500, 1_000),
                        "picture_bomb"),
                new Hostile("no picture", "a/x.png", text("<script>"), "not_a_picture"),
                new Hostile("nothing", "a/x.png", NOTHING, "not_a_picture"),
                new Hostile("another format", "a/x.tif", text("II*\0........"), "not_a_picture"),
                new Hostile("PNG cut off in its header", "a/x.png", Arrays.copyOf(PNG, 20), "damaged_picture"),
                new Hostile(
                        "PNG cut off",
                        "a/x.png",
                        half(TestPictures.colour("png", 64, 64, Color.RED)),
                        "damaged_picture"),
                new Hostile("PNG with another first chunk", "a/x.png", flipped(PNG, 12, 16), "damaged_picture"),
                new Hostile("PNG without width", "a/x.png", pngOf(0, 5, NOTHING), "damaged_picture"),
                new Hostile(
                        "PNG of two billion pixels", "a/x.png", pngOf(65_000, 65_000, NOTHING), "picture_too_large"),
                new Hostile("PNG wider than any", "a/x.png", pngOf(Integer.MAX_VALUE, 1, NOTHING), "picture_too_large"),
                new Hostile("PNG bomb", "a/x.png", pngOf(4_990, 4_990, new byte[24_000]), "picture_bomb"),
                new Hostile(
                        "PNG with pixels missing", "a/x.png", pngOf(2_000, 2_000, new byte[2_000]), "damaged_picture"),
                new Hostile(
                        "JPEG cut off",
                        "a/x.jpg",
                        half(TestPictures.colour("jpg", 64, 64, Color.RED)),
                        "damaged_picture"),
                new Hostile("JPEG of markers only", "a/x.jpg", repeated(0xff, 5_000, 0xff, 0xd8), "damaged_picture"),
                new Hostile(
                        "JPEG segments without end",
                        "a/x.jpg",
                        new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 1},
                        "damaged_picture"),
                new Hostile("JPEG of four billion pixels", "a/x.jpg", hugeJpeg(), "picture_too_large"),
                new Hostile(
                        "GIF cut off",
                        "a/x.gif",
                        Arrays.copyOf(TestPictures.colour("gif", 9, 9, Color.RED), 30),
                        "damaged_picture"),
                new Hostile("GIF bomb", "a/x.gif", hugeGif(), "picture_too_large"),
                new Hostile(
                        "GIF that never begins",
                        "a/x.gif",
                        text("GIF89a\1\0\1\0\0\0\0" + "!\u00fe\1 \0".repeat(2_000)),
                        "damaged_picture"),
                new Hostile("BMP of negative width", "a/x.bmp", bmp(-5, 5), "damaged_picture"),
                new Hostile("BMP bomb", "a/x.bmp", bmp(40_000, 40_000), "picture_too_large"),
                new Hostile("BMP without pixels", "a/x.bmp", bmp(100, 100), "damaged_picture"),
                new Hostile("WebP cut off", "a/x.webp", Arrays.copyOf(TestPictures.WEBP, 25), "damaged_picture"),
                new Hostile("WebP of an unknown kind", "a/x.webp", text("RIFF\0\0\0\0WEBPVP8?    "), "damaged_picture"),
                new Hostile("WebP bomb", "a/x.webp", hugeWebp(), "picture_bomb"));
    }

    private static byte[] svg() {
        return text("<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>&x;</text></svg>");
    }

    static byte[] pngOf(int width, int height, byte[] packed) {
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

    static byte[] chunk(String type, byte[] content) {
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
}
