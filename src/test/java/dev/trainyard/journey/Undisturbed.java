package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.ResolvedJob.DatasetSnapshot;
import dev.trainyard.process.LaunchProfile;
import dev.trainyard.storage.Digest;
import dev.trainyard.tenant.Tenant;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.References;
import dev.trainyard.trainer.TrainerLaunch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The same jobs on the same rows, trained by a process that nobody kills. */
final class Undisturbed {

    private final Path store;
    private final Path natives;
    private final Path scratch;
    private final Map<String, Path> folders = new LinkedHashMap<>();

    /**
     * @param store the service's objects
     * @param natives native libraries that its worker has unpacked
     * @param scratch a folder for them
     */
    Undisturbed(Path store, Path natives, Path scratch) {
        this.store = store;
        this.natives = natives;
        this.scratch = scratch.resolve("undisturbed");
    }

    /** Makes the folder of a job, by what the service resolved it to; those of one name are alike. */
    void add(Answer job) {
        if (folders.containsKey(job.at("/name"))) {
            return;
        }
        JobFolder folder = new JobFolder(scratch.resolve(job.at("/name")));
        ResolvedJob resolved = Json.mapper().treeToValue(job.json().at("/resolved"), ResolvedJob.class);
        DatasetSnapshot rows = resolved.dataset();
        try {
            Files.createDirectories(folder.trainRows().getParent());
            Files.write(folder.job(), Json.mapper().writeValueAsBytes(resolved));
            Files.copy(stored(rows.typedSha256()), folder.trainRows());
            if (rows.pixelsSha256() != null) {
                Files.copy(stored(rows.pixelsSha256()), folder.trainPixels());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        folders.put(job.at("/name"), folder.folder());
    }

    private Path stored(Digest digest) {
        Path own = store.resolve("t").resolve(Tenant.DEFAULT);
        return own.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    void train() throws IOException {
        LaunchProfile profile = TrainerLaunch.of(1, 512, natives, TrainerLaunch.Start.BY_HAND);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(profile.flags());
        command.add(Trainers.SOON_COMPILED);
        command.add(References.class.getName());
        folders.values().forEach(folder -> command.add(folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        File log = scratch.resolve("log").toFile();
        builder.redirectOutput(log).environment().putAll(profile.environment());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        assertThat(builder.start().onExit().join().exitValue())
                .as(() -> read(log.toPath()))
                .isZero();
    }

    /** Rows a second in each epoch of a trained job. */
    List<Double> speeds(Answer job) throws IOException {
        List<Double> speeds = new ArrayList<>();
        json(References.speeds(folders.get(job.at("/name")))).forEach(each -> speeds.add(each.asDouble(Double.NaN)));
        return speeds;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Equal parameters, equal evaluation, and equal values of every series in every epoch. */
    void compare(Http http, Answer job) throws IOException {
        String name = job.at("/name");
        Path folder = folders.get(name);
        Answer version = http.get("/api/v1/models/%s/versions/%d"
                .formatted(
                        job.at("/result/model"),
                        job.json().at("/result/version").asInt()));
        assertThat(version.at("/provenance/parametersSha256"))
                .as("parameters of " + name)
                .isEqualTo(NamedArrays.read(new JobFolder(folder).bundle().parameters())
                        .sha256());
        assertThat(version.json().at("/metrics"))
                .as("evaluation of " + name)
                .isEqualTo(json(new JobFolder(folder).bundle().evaluation()).at("/metrics"));
        assertThat(history(http, job.at("/id"))).as("history of " + name).isEqualTo(json(References.history(folder)));
    }

    private static JsonNode json(Path file) throws IOException {
        return Json.mapper().readTree(Files.readAllBytes(file));
    }

    /** Series by epoch. */
    private static JsonNode history(Http http, String id) {
        JsonNode metrics =
                http.get("/api/v1/jobs/" + id + "/metrics?maxPoints=10000").json();
        Map<String, Map<String, JsonNode>> history = new LinkedHashMap<>();
        for (int i = 0; i < metrics.at("/epochs").size(); i++) {
            Map<String, JsonNode> series = new LinkedHashMap<>();
            for (String name : metrics.at("/series").propertyNames()) {
                series.put(name, metrics.at("/series").get(name).get(i));
            }
            history.put(metrics.at("/epochs/" + i).asString(), series);
        }
        return Json.mapper().readTree(Json.mapper().writeValueAsString(history));
    }
}
