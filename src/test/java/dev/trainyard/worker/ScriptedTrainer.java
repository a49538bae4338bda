package dev.trainyard.worker;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.FullDiskWords;
import dev.trainyard.trainer.JobFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * A trainer process that does what its job's {@code metadata.script} says, step by step, and speaks like the real one:
 *
 * <pre>
 * epochs:5         five epochs' metrics, going on from the checkpoint's epoch if there is one
 * checkpoint       writes one
 * await            waits for a command and obeys it
 * sleep:20         does nothing for so many milliseconds
 * deaf             waits for ever, whatever it is told
 * crash            ends like a process that was aborted
 * crash-if-fresh   likewise, unless it began from a checkpoint
 * eat:300          takes so many megabytes and keeps them
 * eat-batch        takes as many megabytes as training.batchSize says; of more than 300 it keeps hold
 * deaf-if-limited  waits for ever where the job has a limit of time
 * fail             says that the loss is NaN
 * fill-disk        writes where there is no room, and says what the real one says then
 * bundle           writes a bundle and finishes
 * </pre>
 *
 * Where the folder says how training has to end, it ends so at once.
 */
public final class ScriptedTrainer {

    private final PrintStream out;
    private final BlockingQueue<String> commands;
    private final JobFolder folder;
    private final IntConsumer end;
    private int epoch;
    private final boolean resumed;

    /** @param end ends the process with a status and does not return */
    ScriptedTrainer(PrintStream out, BlockingQueue<String> commands, JobFolder folder, IntConsumer end)
            throws IOException {
        this.out = out;
        this.commands = commands;
        this.folder = folder;
        this.end = end;
        this.resumed = Files.exists(folder.startingCheckpoint());
        if (resumed) {
            epoch = Integer.parseInt(Files.readString(folder.startingCheckpoint()));
        }
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("{\"type\":\"ready\"}");
        String path = in.readLine();
        if (path == null) {
            Runtime.getRuntime().halt(0);
        }
        BlockingQueue<String> commands = new LinkedBlockingQueue<>();
        Thread listener = new Thread(() -> listen(in, commands));
        listener.setDaemon(true);
        listener.start();
        new ScriptedTrainer(out, commands, new JobFolder(Path.of(path)), Runtime.getRuntime()::halt).play();
    }

    private static void listen(BufferedReader in, BlockingQueue<String> commands) {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    void play() throws Exception {
        ResolvedJob job = Json.mapper().readValue(Files.readAllBytes(folder.job()), ResolvedJob.class);
        System.err.println("rows: " + Files.readString(folder.trainRows()));
        say("{\"type\":\"phase\",\"phase\":\"training\"}");
        if (Files.exists(folder.end())) {
            bundle(
                    job,
                    Json.mapper()
                            .readValue(Files.readAllBytes(folder.end()), Provenance.End.class)
                            .reason());
        }
        for (String step : String.valueOf(job.metadata().get("script")).split(" ")) {
            String[] words = step.split(":");
            switch (words[0]) {
                case "epochs" -> epochs(Integer.parseInt(words[1]));
                case "checkpoint" -> checkpoint();
                case "await" -> obey(job);
                case "sleep" -> TimeUnit.MILLISECONDS.sleep(Integer.parseInt(words[1]));
                case "deaf" -> Thread.currentThread().join();
                case "crash" -> crash();
                case "crash-if-fresh" -> crashIfFresh();
                case "eat" -> eat(Integer.parseInt(words[1]));
                case "eat-batch" -> eatBatch(job.training().batchSize().rows());
                case "deaf-if-limited" -> {
                    if (job.training().limits() != null
                            && job.training().limits().maxSeconds() != null) {
                        Thread.currentThread().join();
                    }
                }
                case "fail" -> fail();
                case "fill-disk" -> fillDisk();
                case "bundle" -> bundle(job, "completed");
                default -> throw new IllegalArgumentException(step);
            }
        }
    }

    private void say(String event) {
        out.println(event);
        out.flush();
    }

    private void epochs(int last) {
        while (epoch < last) {
            epoch++;
            say("""
                    {"type":"metrics","epoch":%d,"iteration":%d,"series":{"train/loss":%s},"progress":%s,"endOfEpoch":true}
                    """.strip().formatted(epoch, epoch * 10, 1.0 / epoch, epoch / 100.0));
        }
    }

    private void checkpoint() throws IOException {
        Files.createDirectories(folder.checkpoints());
        Files.writeString(folder.checkpoints().resolve("c" + epoch), Integer.toString(epoch));
        say("{\"type\":\"checkpoint\",\"file\":\"c%d\",\"epoch\":%d,\"iteration\":%d,\"series\":{}}"
                .formatted(epoch, epoch, epoch * 10));
    }

    private void obey(ResolvedJob job) throws Exception {
        String command = commands.take();
        switch (command) {
            case "finish" -> bundle(job, "finished-on-request");
            case "pause" -> {
                checkpoint();
                stop(command);
            }
            default -> stop(command);
        }
    }

    private void stop(String command) {
        say("{\"type\":\"stopped\",\"command\":\"%s\"}".formatted(command));
        end.accept(0);
    }

    private void crash() {
        System.err.println("# A fatal error has been detected");
        System.err.flush();
        end.accept(128 + 6);
    }

    private void crashIfFresh() {
        if (!resumed) {
            crash();
        }
    }

    private static void eat(int megabytes) throws InterruptedException {
        byte[][] eaten = new byte[megabytes][];
        for (int i = 0; i < megabytes; i++) {
            eaten[i] = new byte[1 << 20];
            java.util.Arrays.fill(eaten[i], (byte) 1);
        }
        Thread.currentThread().join();
        System.err.println(eaten.length);
    }

    private static void eatBatch(int megabytes) throws InterruptedException {
        if (megabytes > 300) {
            eat(megabytes);
        }
    }

    /** Writes to a device that is always full. */
    private void fillDisk() throws IOException {
        try (OutputStream full = Files.newOutputStream(Path.of("/dev/full"))) {
            full.write(0);
        } catch (IOException e) {
            say(Json.mapper().writeValueAsString(FullDiskWords.of(e)));
            end.accept(1);
        }
    }

    private void fail() {
        say("""
                {"type":"failed","code":"loss_nan","phase":"training","message":"the loss is NaN","hint":"lower it","retryable":true,"remedies":[{"title":"Adam","patch":[{"op":"replace","path":"/training/optimizer","value":{"type":"adam"}}]}]}
                """.strip());
        end.accept(1);
    }

    private void bundle(ResolvedJob job, String stopReason) throws IOException {
        say("{\"type\":\"phase\",\"phase\":\"evaluating\"}");
        BundleFolder bundle = folder.bundle();
        Files.createDirectories(bundle.folder());
        write(
                bundle.manifest(),
                new Manifest(
                        Manifest.FORMAT,
                        job.task(),
                        job.features(),
                        job.target(),
                        new FeatureEncoder(List.of(new ColumnEncoder.Numeric("x", 0, 1, 0, 0, 1))),
                        new TargetCodec.Classes("label", List.of("0", "1"), 1),
                        "input",
                        "output"));
        write(bundle.evaluation(), new Evaluation(Map.of("test/accuracy", 0.75), Map.of()));
        write(
                bundle.provenance(),
                new Provenance(
                        "ds",
                        job,
                        42,
                        "split",
                        "scripted",
                        1,
                        "none",
                        "0",
                        "0",
                        "cpu",
                        "17",
                        null,
                        null,
                        null,
                        "parameters"));
        Files.writeString(bundle.model(), "not really");
        say("{\"type\":\"finished\",\"stopReason\":\"%s\",\"engine\":\"scripted\",\"threads\":1,\"kernels\":\"none\"}"
                .formatted(stopReason));
        end.accept(0);
    }

    private static void write(Path file, Object value) throws IOException {
        Files.write(file, Json.mapper().writeValueAsBytes(value));
    }
}
