package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

class ScorerTest {

    private static final List<Map<String, @Nullable Object>> ROWS =
            List.of(row(380, 3.61, "north"), row(9000.5, 2.2600000001, "1"), row(null, 3, null));

    @TempDir
    Path folder;

    private static Map<String, @Nullable Object> row(
            @Nullable Object gre, @Nullable Object gpa, @Nullable Object school) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("gre", gre);
        row.put("gpa", gpa);
        row.put("school", school);
        return row;
    }

    /** Nothing is on the class path but the jar, ONNX Runtime and Jackson. */
    @Test
    void answersInAPlainProcessAsTheServiceDoes() throws Exception {
        BundleFolder written = TestBundle.classes().write(folder.resolve("written"));
        Path bundle = Files.write(folder.resolve("bundle.zip"), TestBundle.zip(written));
        Path examples =
                Files.write(folder.resolve("examples.json"), Json.mapper().writeValueAsBytes(ROWS));
        try (Servable served = Servable.open(written)) {
            List<String> answers = served.predict(ROWS).predictions().stream()
                    .map(Json.mapper()::writeValueAsString)
                    .toList();
            assertThat(plain(bundle, examples)).isEqualTo(answers);
        }
    }

    private List<String> plain(Path bundle, Path examples) throws IOException, InterruptedException {
        Path program = folder.resolve("program").resolve("dev/trainyard/prediction/ScorerProgram.class");
        Files.createDirectories(program.getParent());
        Files.copy(
                ScorerJar.placeOf(ScorerProgram.class).resolve("dev/trainyard/prediction/ScorerProgram.class"),
                program);
        String path = path(Stream.concat(
                Stream.of(folder.resolve("program"), ScorerJar.write(folder.resolve("scorer.jar"))), libraries()));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        path,
                        ScorerProgram.class.getName(),
                        bundle.toString(),
                        examples.toString())
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("errors")))
                .isZero();
        return Files.readAllLines(output);
    }

    private static Stream<Path> libraries() {
        return Stream.of(OrtEnvironment.class, JsonMapper.class, JsonParser.class, JsonProperty.class)
                .map(ScorerJar::placeOf);
    }

    private static String path(Stream<Path> entries) {
        return entries.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Annotations may be missing: nobody reads them there. */
    @Test
    void theJarNeedsNothingOfTheService() throws IOException {
        StringWriter said = new StringWriter();
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "--multi-release",
                        "17",
                        "--missing-deps",
                        "-cp",
                        path(libraries()),
                        ScorerJar.write(folder.resolve("scorer.jar")).toString());
        assertThat(said.toString().lines())
                .anyMatch(line -> line.contains("io.swagger"))
                .filteredOn(line -> line.startsWith(" ") && !line.contains("-> io.swagger.v3.oas.annotations"))
                .isEmpty();
    }

    @Test
    void readsFoldersAndRefusesWhatIsNoBundle() throws IOException {
        try (Scorer scorer = Scorer.load(
                TestBundle.admissions().write(folder.resolve("open")).folder())) {
            assertThat(scorer.predict(ROWS.get(0))).isInstanceOf(Prediction.Category.class);
            assertThatThrownBy(() -> scorer.predict(Map.of("gre", "many")))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("gre is \"many\"; it is a number");
        }
        Path other = Files.writeString(folder.resolve("other.zip"), "no zip");
        assertThatThrownBy(() -> Scorer.load(other))
                .isInstanceOf(IOException.class)
                .hasMessage("other.zip cannot be served: bundle.zip is no zip file");
    }
}
