package dev.trainyard.dataset.samples;

import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/** All samples that can be made. */
public final class Samples {

    private static final List<Sample> ALL = Stream.of(
                    Playground.all(),
                    Series.all(),
                    List.of(
                            Admissions.sample(),
                            BarsAndStripes.sample(),
                            Sentiment.sample(),
                            Notes.sample(),
                            Reversal.sample(),
                            GivenNames.sample(),
                            Digits.sample(),
                            Words.sample(),
                            CaptionedShapes.sample(),
                            MovingShapes.sample(),
                            Waves.sample(),
                            Strokes.sample()))
            .flatMap(List::stream)
            .toList();

    private Samples() {}

    public static List<Sample> all() {
        return ALL;
    }

    /** @throws Problem {@code not_found} */
    public static Sample named(String name) {
        return ALL.stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow(() -> missing(name));
    }

    private static Problem missing(String name) {
        List<String> names = ALL.stream().map(Sample::name).toList();
        return Problem.notFound(NearestName.of(name, names)
                .map(nearest -> "there is no sample '%s'; did you mean '%s'?".formatted(name, nearest))
                .orElseGet(() -> "there is no sample '%s'; there are: %s".formatted(name, String.join(", ", names))));
    }
}
