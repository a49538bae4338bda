package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.ColumnOverride;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.samples.Canvas.Point;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Pictures of short words that can be spoken and mean nothing, with their letters. */
final class Words {

    private static final int HEIGHT = 20;
    private static final int WIDTH = 64;
    private static final int LONGEST = 5;
    private static final String VOWELS = "aeiou";
    private static final String CONSONANTS = "bcdfghjklmnpqrstvwxyz";

    private Words() {}

    static Sample sample() {
        return new Sample(
                "words",
                "captioning",
                "Written words of 2 to 5 letters, 64 x 20 pixels in grey, with their letters as text.",
                List.of("path", "text"),
                "zip",
                spec("text"),
                new Sample.Usual(1_000, 0.1),
                PictureArchive.of(Words::draw));
    }

    /** Pictures with a column of texts. */
    static DatasetSpec spec(String texts) {
        return DatasetSpec.EMPTY
                .withColumns(List.of(new ColumnOverride(texts, null, ColumnType.TEXT)))
                .ofPictures(DatasetKind.IMAGES, null, null);
    }

    private static void draw(PictureArchive archive, int rows, double noise, Random random) {
        archive.label("path", "text");
        for (int i = 0; i < rows; i++) {
            String word = word(random);
            String path = "words/%06d.png".formatted(i);
            archive.add(path, picture(word, noise, random));
            archive.label(path, word);
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        boolean vowel = random.nextBoolean();
        for (int i = 2 + random.nextInt(LONGEST - 1); i > 0; i--) {
            String signs = vowel ? VOWELS : CONSONANTS;
            word.append(signs.charAt(random.nextInt(signs.length())));
            vowel = !vowel;
        }
        return word.toString();
    }

    private static byte[] picture(String word, double noise, Random random) {
        Canvas canvas = new Canvas(HEIGHT, WIDTH, 1);
        Glyphs.Hand hand = Glyphs.Hand.any(1.1, random);
        double x = 6 + Digits.any(1.5, random);
        double y = HEIGHT / 2.0 + Digits.any(1.5, random);
        for (char sign : word.toUpperCase(Locale.ROOT).toCharArray()) {
            Point middle = new Point(x, y + Digits.any(0.7, random));
            Glyphs.write(canvas, sign, hand, middle, 12 + Digits.any(0.8, random), Digits.any(0.08, random), random);
            x += 12.5;
        }
        return canvas.noisy(noise, random).png();
    }
}
