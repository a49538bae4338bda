package dev.trainyard.trainer;

import dev.trainyard.json.Json;
import dev.trainyard.trainer.TrainerEvent.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A process that trains the jobs of some folders one after the other, undisturbed, and keeps the history of each. */
public final class References {

    private References() {}

    public static void main(String[] folders) throws IOException {
        System.setProperty("logback.configurationFile", "trainer-logback.xml");
        for (String folder : folders) {
            Recorded run = new Recorded().run(new JobFolder(Path.of(folder)));
            Map<Integer, Object> history = new LinkedHashMap<>();
            run.all(Metrics.class).stream()
                    .filter(Metrics::endOfEpoch)
                    .forEach(epoch -> history.put(epoch.epoch(), epoch.series()));
            Files.write(history(Path.of(folder)), Json.mapper().writeValueAsBytes(history));
        }
        System.exit(0);
    }

    /** The final values of each epoch. */
    public static Path history(Path folder) {
        return folder.resolve("history.json");
    }
}
