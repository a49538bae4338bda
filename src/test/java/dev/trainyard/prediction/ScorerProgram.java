package dev.trainyard.prediction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A program of somebody else: {@code ScorerProgram <bundle> <examples.json>}. */
final class ScorerProgram {

    private ScorerProgram() {}

    public static void main(String[] arguments) throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        List<?> examples = json.readValue(Files.readAllBytes(Path.of(arguments[1])), List.class);
        try (Scorer scorer = Scorer.load(Path.of(arguments[0]))) {
            for (Object example : examples) {
                System.out.println(json.writeValueAsString(scorer.predict(example)));
            }
        }
    }
}
