package dev.trainyard.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.trainer.TrainerLaunch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No process reads Java's serialized objects, however it is started. */
class SerializedObjectsTest {

    private static final String REFUSED = "-Djdk.serialFilter=";

    @Test
    void areRefusedByEveryProcessThatTheServiceStarts() throws IOException {
        assertThat(TrainerLaunch.of(1, 64, Path.of("natives"), TrainerLaunch.Start.COLD)
                        .flags())
                .contains(REFUSED + "!*");
        assertThat(sourcesWith("new LaunchProfile("))
                .hasSizeGreaterThan(1)
                .allMatch(source -> source.contains(REFUSED + "!*"));
        assertThat(Settings.text(Path.of("src/main/java/dev/trainyard/Trainyard.java")))
                .contains("createFilter(\"!*\")");
    }

    @Test
    void areRefusedWhereTheServiceIsStarted() {
        for (String script : List.of("Dockerfile", "quickstart.sh")) {
            String text = Settings.text(Path.of(script)).replace("\\\n", " ");
            assertThat(text.lines()
                            .filter(line -> line.matches(".*\"?java\"?,? .*(-jar|\"-jar\").*trainyard\\.jar.*"))
                            .filter(line -> !line.contains("jarmode")))
                    .as(script)
                    .isNotEmpty()
                    .allMatch(line -> line.contains(REFUSED) && line.contains("--enable-native-access"));
        }
    }

    private static List<String> sourcesWith(String words) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Settings::text)
                    .filter(source -> source.contains(words) && !source.contains("record LaunchProfile("))
                    .toList();
        }
    }
}
