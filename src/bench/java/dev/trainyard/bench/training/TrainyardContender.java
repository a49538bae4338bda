package dev.trainyard.bench.training;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.Task;
import dev.trainyard.plan.TextSpec;
import dev.trainyard.process.LaunchProfile;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.TrainerLaunch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Our trainer process: it reads the rows, trains, measures and tells. */
final class TrainyardContender implements Contender {

    private final Workload workload;
    private final Examples examples;
    private final Path scratch;
    private int runs;

    TrainyardContender(Workload workload, Examples examples, Path scratch) {
        this.workload = workload;
        this.examples = examples;
        this.scratch = scratch;
    }

    @Override
    public Measured run() throws IOException {
        JobFolder folder = folder(scratch.resolve("trainyard-" + runs++));
        LaunchProfile profile = TrainerLaunch.of(1, 1024, scratch.resolve("natives"), TrainerLaunch.Start.BY_HAND);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(profile.flags());
        command.add(profile.mainClass());
        command.add(folder.folder().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(profile.environment());
        Path log = folder.folder().resolve("log");
        Process process = Contender.start(builder, log);
        Epochs epochs = new Epochs(workload, examples.count(), process);
        try (BufferedReader lines = Contender.lines(process)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read(Json.mapper().readValue(line, TrainerEvent.class), epochs);
            }
        }
        Contender.end(process, log);
        return epochs.measured();
    }

    private static void read(TrainerEvent event, Epochs epochs) {
        if (event instanceof TrainerEvent.Metrics metrics && metrics.endOfEpoch() && metrics.epoch() > 0) {
            epochs.add(
                    Objects.requireNonNull(metrics.samplesPerSecond()),
                    Objects.requireNonNull(metrics.series().get("train/loss")));
        }
    }

    private JobFolder folder(Path folder) throws IOException {
        try {
            return defined()
                    .engine(workload.engine())
                    .preprocessing("{\"numeric\":\"none\"}")
                    .split("{\"validation\":0,\"test\":0}")
                    .training("{\"epochs\":%d,\"batchSize\":%d,\"seed\":1,\"optimizer\":%s}"
                            .formatted(workload.epochs(), workload.batchSize(), optimizer()))
                    .in(folder);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private TestJob defined() {
        return switch (workload.kind()) {
            case "gan" -> job().task(Task.GENERATION).definition(workload.definition());
            case "rbm" -> job().definition(workload.definition());
            default -> job().layers(workload.definition());
        };
    }

    private String optimizer() {
        return switch (workload.kind()) {
            case "gan" -> "{\"type\":\"adam\",\"learningRate\":0.001,\"beta1\":0.5}";
            case "rbm" -> "{\"type\":\"sgd\",\"learningRate\":0.05}";
            default -> "{\"type\":\"adam\",\"learningRate\":0.001}";
        };
    }

    private TestJob job() {
        if (workload.onPictures()) {
            return pictures();
        }
        String[] classes = classes();
        if (examples.vocabulary() > 0) {
            return texts().targetClasses("label", classes);
        }
        Path csv = scratch.resolve("rows.csv");
        examples.writeCsv(csv);
        int features = examples.shape()[examples.shape().length - 1];
        List<String> names = IntStream.range(0, features).mapToObj(f -> "x" + f).toList();
        TestJob job = TestJob.on(select(csv, names)).numeric(names.toArray(String[]::new));
        if (workload.kind().equals("gan")) {
            return job;
        }
        if (examples.shape().length == 1) {
            return job.targetClasses("label", classes);
        }
        ColumnSchema run = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
        ColumnSchema t = new ColumnSchema("t", ColumnType.NUMERIC, List.of());
        int steps = examples.shape()[0];
        return job.targetValues("label")
                .sequences(
                        new dev.trainyard.plan.Examples.Sequences(Sequence.Mode.MANY_TO_ONE, run, t, steps, steps, 0));
    }

    private String select(Path csv, List<String> names) {
        String columns = names.stream().map("'%s': 'DOUBLE'"::formatted).collect(Collectors.joining(", "));
        return "SELECT * FROM read_csv('%s', header=false, columns={'run': 'DOUBLE', 't': 'DOUBLE', 'label': '%s', %s})"
                .formatted(csv, examples.classes() > 0 ? "VARCHAR" : "DOUBLE", columns);
    }

    private String[] classes() {
        return IntStream.range(0, examples.classes()).mapToObj(c -> "c" + c).toArray(String[]::new);
    }

    private TestJob texts() {
        Path csv = scratch.resolve("texts.csv");
        examples.writeTexts(csv);
        return TestJob.on("SELECT * FROM read_csv('%s', header=false, columns={'label': 'VARCHAR', 'text': 'VARCHAR'})"
                        .formatted(csv))
                .text("text", examples.vocabulary() + TextSpec.RESERVED, examples.shape()[0]);
    }

    private TestJob pictures() {
        byte[] pixels = new byte[examples.values().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (int) examples.values()[i];
        }
        String labels = IntStream.range(0, examples.count())
                .mapToObj(n -> "'c%d'".formatted((int) examples.labels()[n]))
                .collect(Collectors.joining(","));
        PictureSize size = new PictureSize(examples.shape()[0], examples.shape()[1], 1);
        TestJob job = TestJob.pictures("SELECT unnest([%s]) AS label".formatted(labels), pixels, size);
        return workload.kind().equals("rbm") ? job : job.targetClasses("label", classes());
    }
}
