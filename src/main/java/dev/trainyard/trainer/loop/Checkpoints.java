package dev.trainyard.trainer.loop;

import dev.trainyard.plan.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of a job's checkpoints: each is whole once it has its name, and only the last few are kept. */
final class Checkpoints {

    private final Path folder;
    private final Training.CheckpointPolicy policy;
    private double lastAt;

    Checkpoints(Path folder, Training.CheckpointPolicy policy) {
        this.folder = folder;
        this.policy = policy;
    }

    /** From here the time until the next one counts. */
    void startAt(double seconds) {
        lastAt = seconds;
    }

    /** Whether one is due after an update. */
    boolean isDue(TrainingState state, double seconds) {
        return isDue(policy.everyIterations(), state.iteration())
                || (state.isBetweenEpochs() && isDue(policy.everyEpochs(), state.epoch()))
                || (policy.everySeconds() != null && seconds - lastAt >= policy.everySeconds());
    }

    private static boolean isDue(@Nullable Integer every, long count) {
        return every != null && count % every == 0;
    }

    /** Writes one and answers its name in the folder. */
    String write(Checkpoint checkpoint) throws IOException {
        Files.createDirectories(folder);
        String name = "%019d.safetensors".formatted(checkpoint.training().iteration());
        checkpoint.write(folder.resolve(name));
        sweep();
        lastAt = checkpoint.training().seconds();
        return name;
    }

    private void sweep() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
            for (Path old : all.subList(0, Math.max(0, all.size() - policy.keep()))) {
                Files.delete(old);
            }
        }
    }
}
