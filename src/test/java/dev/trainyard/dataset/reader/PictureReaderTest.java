package dev.trainyard.dataset.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.json.Json;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz"})
    void takesTheFolderForTheClassAndLeavesStrayFilesOut(String format) throws IOException {
        TestArchive archive = new TestArchive()
                .with("pets/LICENSE", "free")
                .with("pets/.DS_Store", "x")
                .with("__MACOSX/pets/cat/._1.png", "x")
                .with("pets/cat/1.png", TestPictures.grey(4, 4, 10))
                .with("pets/dog/1.png", TestPictures.grey(4, 4, 20))
                .with("pets/cat/broken.png", "no picture")
                .with("pets/cat/2.png", TestPictures.grey(4, 4, 30));
        byte[] bytes = format.equals("zip") ? archive.zip() : format.equals("tar") ? archive.tar() : archive.tarGz();

        Reading reading = read(bytes, "{}");

        assertThat(reading.reasons()).isEmpty();
        assertThat(reading.readAs().kind()).isEqualTo(DatasetKind.IMAGES);
        assertThat(reading.pictures()).isEqualTo(new PictureSize(4, 4, 1));
        assertThat(reading.head())
                .isEqualTo(List.of(
                        List.of("pets/cat/1.png", "cat"),
                        List.of("pets/dog/1.png", "dog"),
                        List.of("pets/cat/2.png", "cat")));
        assertThat(reading.columns().get(1).categories()).containsExactly("cat", "dog");
        assertThat(pixels()).isEqualTo(concat(repeated(16, 10), repeated(16, 20), repeated(16, 30)));
        assertThat(reading.rejected().rows()).isEqualTo(1);
        assertThat(reading.rejected().data().get(0))
                .extracting(Reject::line, Reject::value, Reject::reason)
                .containsExactly(6L, "pets/cat/broken.png", "not_a_picture");
        assertThat(reading.warnings()).extracting(Warning::code).contains("stray_files");
        assertThat(reading.warnings().get(0).message()).contains("3 files", "LICENSE");
    }

    @Test
    void readsEveryFormatAsColour() throws IOException {
        TestArchive archive = new TestArchive()
                .with("a/w.webp", TestPictures.WEBP)
                .with("a/l.webp", TestPictures.LOSSY_WEBP)
                .with("a/p.png", TestPictures.colour("png", 2, 2, Color.RED))
                .with("a/j.jpg", TestPictures.colour("jpg", 2, 2, Color.RED))
                .with("b/b.bmp", TestPictures.colour("bmp", 2, 2, Color.RED))
                .with("b/g.gif", TestPictures.colour("gif", 2, 2, Color.RED))
                .with("b/no-ending", TestPictures.colour("png", 2, 2, Color.RED));

        Reading reading = read(archive.zip(), "{}");

        assertThat(reading.rejected().data()).isEmpty();
        assertThat(reading.pictures()).isEqualTo(new PictureSize(2, 2, 3));
        byte[] pixels = pixels();
        for (int row = 2; row < 7; row++) {
            assertThat(pixels[row * 12] & 0xff).as("red of row " + row).isCloseTo(255, within(2));
            assertThat(pixels[row * 12 + 1] & 0xff).as("green of row " + row).isCloseTo(0, within(2));
        }
    }

    /** The letters are types: n numeric, c categorical, t text. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            path,label         | cat | dog | cat | tc
            path,label         | 2   | 0   | 1   | tc
            file,age           | 7.5 | 3   | 5   | tn
            image,caption      | a cat on a mat | two dogs | a cat in a box | tt
            path,label         | cat;wild | dog | cat;wild | tc
            """)
    void takesWhatTheTableSays(String header, String first, String second, String third, String types)
            throws IOException {
        StringBuilder labels = new StringBuilder(header).append('\n');
        TestArchive archive = new TestArchive();
        for (int i = 0; i < 24; i++) {
            String text = i % 3 == 0 ? first : i % 3 == 1 ? second : third;
            String name = header.endsWith("caption") ? text + " " + i : text;
            archive.with("pictures/" + i + ".png", TestPictures.grey(3, 2, i));
            labels.append("pictures/").append(i).append(".png,").append(name).append('\n');
        }

        Reading reading = read(archive.with("labels.csv", labels.toString()).zip(), "{}");

        assertThat(reading.reasons()).isEmpty();
        assertThat(reading.rows()).isEqualTo(24);
        assertThat(letters(reading)).isEqualTo(types);
        assertThat(reading.columns().get(0).name()).isEqualTo("path");
        assertThat(reading.pictures()).isEqualTo(new PictureSize(2, 3, 1));
    }

    @Test
    void keepsRowsOfTheTableAndTheirPicturesTogether() throws IOException {
        byte[] zip = new TestArchive()
                .with("set/img/a.png", TestPictures.grey(2, 1, 1))
                .with("set/img/b.png", TestPictures.grey(2, 1, 2))
                .with("set/img/c.png", TestPictures.grey(2, 1, 3))
                .with("set/img/d.png", "broken")
                .with("set/img/unnamed.png", TestPictures.grey(2, 1, 9))
                .with(
                        "set/labels.csv",
                        "file,size\nimg/c.png,3\na.png,x\nimg/missing.png,1\nb,2\nd.png,4\nimg/a.png,1\n")
                .zip();

        Reading reading = read(zip, "{\"columns\":[{\"name\":\"size\",\"type\":\"numeric\"}]}");

        assertThat(reading.reasons()).isEmpty();
        assertThat(reading.head())
                .isEqualTo(
                        List.of(List.of("set/img/c.png", 3), List.of("set/img/b.png", 2), List.of("set/img/a.png", 1)));
        assertThat(pixels()).isEqualTo(concat(repeated(2, 3), repeated(2, 2), repeated(2, 1)));
        assertThat(reading.rejected().data())
                .extracting(Reject::line, Reject::reason)
                .containsExactly(tuple(3L, "not_a_number"), tuple(4L, "no_such_picture"), tuple(6L, "not_a_picture"));
        assertThat(reading.warnings()).extracting(Warning::code).contains("unlabelled_pictures");
    }

    @ParameterizedTest
    @CsvSource({"stretch, 85 85 85 85", "crop, 85 85 85 85", "pad, 0 85 85 0"})
    void bringsPicturesOfOtherShapesToTheSize(String fit, String expected) throws IOException {
        byte[] zip = new TestArchive()
                .with("a/tall.png", TestPictures.grey(4, 8, 85))
                .with("b/tall.png", TestPictures.grey(4, 8, 85))
                .zip();

        Reading reading = read(zip, "{\"images\":{\"height\":4,\"width\":4,\"fit\":\"%s\"}}".formatted(fit));

        assertThat(reading.pictures()).isEqualTo(new PictureSize(4, 4, 1));
        assertThat(Arrays.toString(Arrays.copyOf(pixels(), 4))).isEqualTo("[" + expected.replace(" ", ", ") + "]");
    }

    @Test
    void takesTheMostFrequentSizeAndTheColourOfMost() throws IOException {
        byte[] zip = new TestArchive()
                .with("a/1.png", TestPictures.grey(8, 6, 1))
                .with("a/2.png", TestPictures.grey(8, 6, 2))
                .with("b/1.png", TestPictures.colour("png", 9, 9, Color.BLUE))
                .zip();

        Reading reading = read(zip, "{}");

        assertThat(reading.pictures()).isEqualTo(new PictureSize(6, 8, 1));
        assertThat(reading.warnings()).extracting(Warning::code).contains("various_sizes");
        assertThat(pixels()[2 * 48] & 0xff).as("blue as grey").isEqualTo(29);
    }

    @Test
    void keepsGreyAsItIsWrittenAndShowsWhiteBehindWhatIsTransparent() throws IOException {
        BufferedImage clear = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
        BufferedImage deep = TestPictures.filled(2, 2, BufferedImage.TYPE_USHORT_GRAY, 100 << 8);
        byte[] zip = new TestArchive()
                .with("a/clear.png", TestPictures.file("png", clear))
                .with("b/deep.png", TestPictures.file("png", deep))
                .with("b/grey.png", TestPictures.grey(2, 2, 100))
                .zip();

        read(zip, "{}");

        assertThat(pixels()).isEqualTo(concat(repeated(4, 255), repeated(4, 100), repeated(4, 100)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsPairsOfIdxFiles(boolean gzipped) throws IOException {
        byte[] pictures = TestPictures.idx(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
        byte[] labels = TestPictures.idx(new byte[] {7, 3}, 2);
        byte[] zip = new TestArchive()
                .with("train-labels-idx1-ubyte", gzipped ? TestArchive.gzip(labels) : labels)
                .with("train-images-idx3-ubyte", gzipped ? TestArchive.gzip(pictures) : pictures)
                .zip();

        Reading reading = read(zip, "{}");

        assertThat(reading.reasons()).isEmpty();
        assertThat(reading.head())
                .isEqualTo(
                        List.of(List.of("train-images-idx3-ubyte/0", "7"), List.of("train-images-idx3-ubyte/1", "3")));
        assertThat(pixels()).isEqualTo(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThat(reading.pictures()).isEqualTo(new PictureSize(2, 2, 1));
    }

    @Test
    void readsPicturesWithoutLabels() throws IOException {
        Reading idx = read(TestPictures.idx(new byte[12], 1, 2, 2, 3), "{}");
        assertThat(idx.columns()).extracting(Column::name).containsExactly("path");
        assertThat(idx.pictures()).isEqualTo(new PictureSize(2, 2, 3));

        Reading flat = read(
                new TestArchive()
                        .with("faces/1.png", TestPictures.grey(2, 2, 1))
                        .zip(),
                "{}");
        assertThat(flat.columns()).extracting(Column::name).containsExactly("path");
    }

    @Test
    void looksBelowTheFoldersOfTrainingAndTest() throws IOException {
        byte[] zip = new TestArchive()
                .with("set/train/cat/1.png", TestPictures.grey(2, 2, 1))
                .with("set/test/dog/1.png", TestPictures.grey(2, 2, 2))
                .zip();
        assertThat(read(zip, "{}").columns().get(1).categories()).containsExactly("cat", "dog");
    }

    @Test
    void readsFramesOfClipsInTheirOrder() throws IOException {
        byte[] zip = new TestArchive()
                .with("walk/c2/f10.png", TestPictures.grey(2, 2, 4))
                .with("walk/c2/f2.png", TestPictures.grey(2, 2, 3))
                .with("run/c1/f1.png", TestPictures.grey(2, 2, 1))
                .with("run/c1/f2.png", TestPictures.grey(2, 2, 2))
                .zip();

        Reading reading = read(zip, "{\"kind\":\"sequences\"}");

        assertThat(reading.reasons()).isEmpty();
        assertThat(reading.columns()).extracting(Column::name).containsExactly("path", "clip", "frame", "label");
        assertThat(reading.columns())
                .extracting(Column::type)
                .containsExactly(ColumnType.TEXT, ColumnType.TEXT, ColumnType.NUMERIC, ColumnType.CATEGORICAL);
        assertThat(reading.head().get(3)).isEqualTo(List.of("walk/c2/f10.png", "walk/c2", 1, "walk"));
        assertThat(reading.readAs().sequence()).isEqualTo(ClipLayout.SEQUENCE);
        assertThat(pixels()).isEqualTo(concat(repeated(4, 1), repeated(4, 2), repeated(4, 3), repeated(4, 4)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            clip,label~c1,a~c2,b                              | a a b b
            path,label~clips/c1,a~clips/c2,b                  | a a b b
            clip,frame,label~c1,0,a~c1,1,b~c2,0,b~c2,1,a      | a b b a
            path,label~c1/0.png,a~c1/1.png,b~c2/0.png,b~c2/1.png,b | a b b b
            """)
    void takesLabelsOfClipsOrOfFrames(String labels, String expected) throws IOException {
        byte[] zip = new TestArchive()
                .with("clips/labels.csv", labels.replace('~', '\n') + "\n")
                .with("clips/c1/0.png", TestPictures.grey(2, 2, 1))
                .with("clips/c1/1.png", TestPictures.grey(2, 2, 1))
                .with("clips/c2/0.png", TestPictures.grey(2, 2, 1))
                .with("clips/c2/1.png", TestPictures.grey(2, 2, 1))
                .zip();

        Reading reading = read(zip, "{\"kind\":\"sequences\",\"header\":true,\"delimiter\":\",\"}");

        assertThat(reading.reasons()).isEmpty();
        assertThat(reading.rejected().data()).isEmpty();
        assertThat(reading.head().stream().map(row -> String.valueOf(row.get(3))))
                .containsExactly(expected.split(" "));
    }

    private Reading read(byte[] bytes, String spec) throws IOException {
        try {
            Path raw = Files.write(folder.resolve("raw"), bytes);
            DatasetSpec described = Json.mapper().readValue(spec, DatasetSpec.class);
            assertThat(PictureReader.isFor(raw, described)).isTrue();
            Reading reading = PictureReader.read(raw, described, folder);
            return Json.mapper().readValue(Json.mapper().writeValueAsBytes(reading), Reading.class);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] pixels() throws IOException {
        return Files.readAllBytes(folder.resolve(ReaderMain.PIXELS));
    }

    private static byte[] repeated(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String letters(Reading reading) {
        StringBuilder letters = new StringBuilder();
        reading.columns()
                .forEach(column ->
                        letters.append(column.type().name().toLowerCase().charAt(0)));
        return letters.toString();
    }
}
