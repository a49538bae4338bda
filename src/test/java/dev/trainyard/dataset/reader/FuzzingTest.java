package dev.trainyard.dataset.reader;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Archives, IDX files and pictures with bytes changed at will are read or refused, and never end the reader. */
class FuzzingTest {

    @Property(tries = 1_000, seed = "1", shrinking = ShrinkingMode.OFF)
    void survivesChangedArchives(@ForAll("archives") byte[] archive) {
        Fuzzing.ArchiveTarget.fuzzerTestOneInput(archive);
    }

    @Property(tries = 500, seed = "1", shrinking = ShrinkingMode.OFF)
    void survivesChangedIdxFiles(@ForAll("idxFiles") byte[] idx) {
        Fuzzing.IdxTarget.fuzzerTestOneInput(idx);
    }

    @Property(tries = 2_000, seed = "1", shrinking = ShrinkingMode.OFF)
    void survivesChangedPictures(@ForAll("pictures") byte[] picture) {
        Fuzzing.PictureTarget.fuzzerTestOneInput(picture);
    }

    @Provide
    Arbitrary<byte[]> archives() {
        byte[] png = TestPictures.grey(4, 4, 7);
        TestArchive archive = new TestArchive().with("a/1.png", png).with("labels.csv", "path,label\na/1.png,x\n");
        return changed(List.of(archive.zip(), archive.tar(), archive.tarGz(), stored(png)));
    }

    private static byte[] stored(byte[] file) {
        RawZip zip = new RawZip();
        zip.add("a/1.png", file);
        zip.add("b/2.png", file);
        return zip.bytes();
    }

    @Provide
    Arbitrary<byte[]> idxFiles() {
        byte[] pictures = TestPictures.idx(new byte[48], 3, 4, 4);
        byte[] colour = TestPictures.idx(new byte[96], 2, 4, 4, 3);
        byte[] labels = TestPictures.idx(new byte[3], 3);
        byte[] pair = new TestArchive()
                .with("images", pictures)
                .with("labels", labels)
                .zip();
        return changed(List.of(pictures, colour, labels, TestArchive.gzip(pictures), pair));
    }

    @Provide
    Arbitrary<byte[]> pictures() {
        List<byte[]> pictures =
                new ArrayList<>(List.of(TestPictures.grey(9, 7, 3), TestPictures.WEBP, TestPictures.LOSSY_WEBP));
        for (String format : List.of("png", "jpg", "bmp", "gif")) {
            pictures.add(TestPictures.colour(format, 16, 12, Color.ORANGE));
        }
        return changed(pictures);
    }

    /** Some bytes replaced, a part left out or doubled, or the end cut off. */
    private static Arbitrary<byte[]> changed(List<byte[]> files) {
        return Combinators.combine(Arbitraries.of(files), Arbitraries.integers().between(0, 3), Arbitraries.longs())
                .as(FuzzingTest::changed);
    }

    private static byte[] changed(byte[] file, int how, long seed) {
        Random random = new Random(seed);
        int from = random.nextInt(file.length);
        int to = Math.min(file.length, from + 1 + random.nextInt(16));
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(file, 0, from);
        if (how == 1) {
            changed.write(file, from, to - from);
            changed.write(file, from, to - from);
        }
        if (how != 3) {
            changed.write(file, to - (how == 0 ? to - from : 0), file.length - to + (how == 0 ? to - from : 0));
        }
        byte[] bytes = changed.toByteArray();
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = any(random);
        }
        return bytes;
    }

    /** Numbers that matter are at the ends more often than chance would have them. */
    private static byte any(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> 127;
            default -> (byte) random.nextInt();
        };
    }
}
