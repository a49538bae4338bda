package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.ColumnOverride;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import java.util.List;
import java.util.Random;

/**
 * Short reviews. Half of the judgements are negated and some weigh two against each other, so that counting words does
 * not tell praise from blame: one must read in order.
 */
final class Sentiment {

    private static final List<String> GOOD = List.of(
            "good great lovely brilliant charming superb clever moving delightful fresh gripping witty".split(" "));
    private static final List<String> BAD =
            List.of("bad awful dull clumsy boring terrible weak shallow annoying stale tedious lifeless".split(" "));
    private static final List<String> LIKE = List.of("like love enjoy admire recommend".split(" "));
    private static final List<String> DISLIKE = List.of("dislike hate regret resent loathe".split(" "));
    private static final List<String> THINGS =
            List.of("film story acting music ending plot dialogue camera cast script pacing humour".split(" "));
    private static final List<String> DEGREES = List.of("", "", "very ", "really ", "so ", "quite ");
    private static final List<String> NEUTRAL = List.of(
            "we saw it on a tuesday",
            "the room was full",
            "it runs for two hours",
            "my brother came along",
            "it is based on a book",
            "the seats were red");

    private Sentiment() {}

    static Sample sample() {
        return new Sample(
                "sentiment",
                "sequence-classification",
                "Made-up reviews, half of whose judgements are negated; noise puts in clauses that judge nothing.",
                new Sample.Usual(4_000, 0.1),
                DatasetSpec.EMPTY
                        .withKind(DatasetKind.TEXT)
                        .withColumns(List.of(new ColumnOverride("text", null, ColumnType.TEXT))),
                Table.ofRows(List.of("text", "label"), Sentiment::row));
    }

    private static List<String> row(int index, double share, double noise, Random random) {
        boolean positive = random.nextBoolean();
        String review = switch (random.nextInt(4)) {
            case 0 -> "although %s, %s".formatted(clause(!positive, random), clause(positive, random));
            case 1 -> "%s but %s".formatted(clause(!positive, random), clause(positive, random));
            case 2 -> "%s and %s".formatted(clause(positive, random), clause(positive, random));
            default -> clause(positive, random);
        };
        return List.of(amid(review, noise, random), positive ? "positive" : "negative");
    }

    private static String amid(String review, double noise, Random random) {
        if (random.nextDouble() >= noise) {
            return review;
        }
        String aside = any(NEUTRAL, random);
        return random.nextBoolean() ? "%s. %s".formatted(aside, review) : "%s. %s".formatted(review, aside);
    }

    private static String clause(boolean positive, Random random) {
        boolean negated = random.nextBoolean();
        boolean word = positive != negated;
        String thing = any(THINGS, random);
        if (random.nextInt(3) == 0) {
            return "i %s%s the %s".formatted(negated ? "did not " : "", any(word ? LIKE : DISLIKE, random), thing);
        }
        return "the %s %s %s%s"
                .formatted(
                        thing,
                        negated ? any(List.of("was not", "was never"), random) : "was",
                        any(DEGREES, random),
                        any(word ? GOOD : BAD, random));
    }

    private static String any(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
