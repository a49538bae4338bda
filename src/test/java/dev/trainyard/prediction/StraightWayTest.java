package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

/** The straight way gives the bytes of the longer one, or leaves the call to it. */
class StraightWayTest {

    private static final TypeReference<Map<String, List<Map<String, Object>>>> BODY = new TypeReference<>() {};

    @TempDir
    private Path folder;

    static Stream<TestBundle> bundles() {
        return Stream.of(TestBundle.admissions(), TestBundle.classes(), TestBundle.price(), TestBundle.prices());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void writesTheSameBytes(TestBundle bundle) throws Exception {
        Random random = new Random(1);
        try (Servable servable = Servable.open(bundle.write(folder))) {
            for (int call = 0; call < 200; call++) {
                String body = body(random);
                assertThat(straight(servable, body)).as(body).isEqualTo(longer(servable, body));
            }
        }
    }

    /** Columns in any order, numbers in any form, cells that are missing, categories that look like numbers. */
    private static String body(Random random) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row <= random.nextInt(5); row++) {
            List<String> cells = new ArrayList<>(List.of(
                    "\"gre\":" + one(random, "220", "800.0", "4.5e2", "" + random.nextInt(220, 800), "null"),
                    "\"gpa\" : " + one(random, "3", "2.26", "" + random.nextDouble(2.26, 4), "null"),
                    "\"school\":" + one(random, "\"north\"", "\"so\\u0075th\"", "\"1\"", "1", "1.0", "null")));
            Collections.shuffle(cells, random);
            rows.add("{" + String.join(",", cells) + "}");
        }
        return "{\"rows\":[%s]%s}".formatted(String.join(", ", rows), one(random, "", ",\"explain\":false"));
    }

    private static String one(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private static String straight(Servable servable, String body) {
        byte[] answer = servable.straight("m", 3, body.getBytes(StandardCharsets.UTF_8));
        return answer == null ? "left to the longer way" : new String(answer, StandardCharsets.UTF_8);
    }

    private static String longer(Servable servable, String body) {
        List<Map<String, Object>> rows = Json.mapper()
                .readValue(body.replace(",\"explain\":false", ""), BODY)
                .get("rows");
        return Json.mapper().writeValueAsString(new Predicted("m", 3, servable.predict(rows)));
    }

    @Test
    void reads784NumbersOfManyRows() throws Exception {
        DenseBundle bundle = DenseBundle.of(4, 784, 3);
        Random random = new Random(2);
        double[][] rows = Stream.generate(() -> bundle.row(random)).limit(50).toArray(double[][]::new);
        try (Servable servable = Servable.open(bundle.write(folder))) {
            String body = DenseBundle.body(rows);
            assertThat(straight(servable, body)).isEqualTo(longer(servable, body));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"rows\":[]}",
                "{\"rows\":[1]}",
                "{\"rows\":[{}]}",
                "{\"rows\":null}",
                "{\"rows\":[{\"gre\":380,\"gpa\":3,\"school\":\"north\"}]",
                "{\"rows\":[{\"gre\":380,\"gpa\":3,\"school\":\"north\"}]} x",
                "{\"rows\":[{\"gre\":380,\"gpa\":3,\"school\":\"north\"}],\"explain\":true}",
                "{\"rows\":[{\"gre\":380,\"gpa\":3,\"school\":\"north\"}],\"topK\":1}",
                "{\"rows\":[{\"gre\":380,\"gpa\":3,\"school\":\"north\"}],\"rows\":[]}",
                "{\"rows\":[{\"gre\":380,\"gpa\":3,\"school\":\"north\",\"gre\":380}]}",
                "{\"rows\":[{\"gre\":380,\"gpa\":3,\"school\":\"north\",\"city\":1}]}",
                "{\"rows\":[{\"gre\":380,\"gpa\":3}]}",
                "{\"rows\":[{\"gre\":380,\"gpa\":3,\"school\":\"east\"}]}",
                "{\"rows\":[{\"gre\":380,\"gpa\":3,\"school\":[\"north\"]}]}",
                "{\"rows\":[{\"gre\":\"380\",\"gpa\":3,\"school\":\"north\"}]}",
                "{\"rows\":[{\"gre\":801,\"gpa\":3,\"school\":\"north\"}]}",
                "{\"rows\":[{\"gre\":1e999,\"gpa\":3,\"school\":\"north\"}]}",
                "{\"rows\":[{\"gre\":NaN,\"gpa\":3,\"school\":\"north\"}]}",
                "{\"rows\":[{\"gre\":99999999999999999999999,\"gpa\":3,\"school\":99999999999999999999999}]}",
                "{\"texts\":[\"a\"]}"
            })
    void leavesWhatIsOutOfTheOrdinary(String body) throws Exception {
        try (Servable servable = Servable.open(TestBundle.admissions().write(folder))) {
            assertThat(straight(servable, body)).isEqualTo("left to the longer way");
        }
    }

    @Test
    void leavesModelsThatReadOrTellSomethingElse() throws Exception {
        String body = "{\"rows\":[{\"gre\":380,\"gpa\":3,\"school\":\"north\"}]}";
        try (Servable servable = Servable.open(TestBundle.labels().write(folder))) {
            assertThat(straight(servable, body)).isEqualTo("left to the longer way");
        }
    }
}
