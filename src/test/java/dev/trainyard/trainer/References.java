package dev.trainyard.trainer;

import dev.trainyard.json.Json;
import dev.trainyard.trainer.TrainerEvent.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A process that trains the jobs of some folders one after the other, undisturbed, and keeps the history of each. */
public final class References {

    private References() {}

    public static void main(String[] folders) throws IOException {
        System.setProperty("logback.configurationFile", "trainer-logback.xml");
        for (String folder : folders) {
            Recorded run = new Recorded().run(new JobFolder(Path.of(folder)));
            Map<Integer, Object> history = new LinkedHashMap<>();
            List<Double> speeds = new ArrayList<>();
            run.all(Metrics.class).stream().filter(Metrics::endOfEpoch).forEach(epoch -> {
                history.put(epoch.epoch(), epoch.series());
                speeds.add(Objects.requireNonNullElse(epoch.samplesPerSecond(), Double.NaN));
            });
            Files.write(history(Path.of(folder)), Json.mapper().writeValueAsBytes(history));
            Files.write(speeds(Path.of(folder)), Json.mapper().writeValueAsBytes(speeds));
        }
        System.exit(0);
    }

    /** Rows a second in each epoch, from the one before any update on, which has none. */
    public static Path speeds(Path folder) {
        return folder.resolve("speeds.json");
    }

    /** The final values of each epoch. */
    public static Path history(Path folder) {
        return folder.resolve("history.json");
    }
}
