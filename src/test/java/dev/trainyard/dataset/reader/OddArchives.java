package dev.trainyard.dataset.reader;

import static dev.trainyard.dataset.reader.Bytes.concat;
import static dev.trainyard.dataset.reader.Bytes.text;
import static dev.trainyard.dataset.reader.HostileArchives.twoEntries;
import static dev.trainyard.dataset.reader.HostilePictures.PNG;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Archives that look like an attack, and do no harm. */
final class OddArchives {

    private OddArchives() {}

    /** Name, archive, rows. */
    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of("names of devices", deviceNames(), 3),
                Arguments.of("a picture that is a zip too", polyglot(), 2),
                Arguments.of("a picture with a bomb of text", bombed("zTXt"), 2),
                Arguments.of("a picture with a bomb of text in UTF-8", bombed("iTXt"), 2),
                Arguments.of("a picture with a bomb for a colour profile", bombed("iCCP"), 2),
                Arguments.of("a picture in a dozen scans", scans(), 2),
                Arguments.of("one name twice", sameNames(), 3),
                Arguments.of("a comment that looks like an end", comment(), 2),
                Arguments.of("a name that is no UTF-8", latinName(), 2),
                Arguments.of("a thousand folders deep", deep(), 2));
    }

    private static byte[] deviceNames() {
        RawZip zip = twoEntries();
        zip.add("con/NUL.png", PNG);
        return zip.bytes();
    }

    private static byte[] polyglot() {
        RawZip zip = new RawZip();
        zip.add("a/1.png", concat(PNG, twoEntries().bytes()));
        zip.add("b/2.png", concat(PNG, text("<?php system($_GET[0]); ?>")));
        return zip.bytes();
    }

    private static byte[] bombed(String chunk) {
        RawZip zip = new RawZip();
        zip.add("a/1.png", BombedPictures.pngWithABomb(chunk));
        zip.add("b/2.png", PNG);
        return zip.bytes();
    }

    private static byte[] scans() {
        RawZip zip = new RawZip();
        zip.add("a/1.jpg", BombedPictures.jpegOfScans(40, 40, 12));
        zip.add("b/2.png", PNG);
        return zip.bytes();
    }

    private static byte[] sameNames() {
        RawZip zip = twoEntries();
        zip.add("b/2.png", PNG);
        return zip.bytes();
    }

    private static byte[] comment() {
        byte[] zip = twoEntries().bytes();
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
}
