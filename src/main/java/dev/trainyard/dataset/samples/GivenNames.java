package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Given names that nobody has, put together from syllables, one a line. */
final class GivenNames {

    private static final List<String> FIRST = List.of(
            "Al An Ar Be Bri Ca Ce Da De El Em Fa Fe Ga Gwen Ha He Is Jo Ju Ka Ke La Le Li Ma Me Mi Na Ni No Ol Pa Ra Ro Sa Se Si Ta Te Va Vi Wi Yo Za Ze"
                    .split(" "));
    private static final List<String> MIDDLE =
            List.of("la le li lo ma me mi na ne ni ra re ri ro sa se ta te ti va vi do di be bi ga".split(" "));
    private static final List<String> LAST =
            List.of("na ra la lia nia ria sa tta vin rin lan mir dan ton ric mond bert nor den ne lle th s".split(" "));

    private GivenNames() {}

    static Sample sample() {
        return new Sample(
                "names",
                "text-generation",
                "Made-up given names, one a line; noise puts in lines of any letters.",
                List.of("text"),
                "txt",
                DatasetSpec.EMPTY.withKind(DatasetKind.TEXT),
                new Sample.Usual(2_000, 0),
                GivenNames::lines);
    }

    private static byte[] lines(int rows, double noise, Random random) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            lines.append(random.nextDouble() < noise ? anyLetters(random) : name(random))
                    .append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder(any(FIRST, random));
        for (int i = random.nextInt(3) - (name.length() > 2 ? 1 : 0); i > 0; i--) {
            name.append(any(MIDDLE, random));
        }
        return name.append(any(LAST, random)).toString();
    }

    private static String anyLetters(Random random) {
        StringBuilder letters = new StringBuilder();
        for (int i = 4 + random.nextInt(5); i > 0; i--) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }

    private static String any(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
