package dev.trainyard.trainer;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.loop.Controls;
import dev.trainyard.trainer.loop.TrainingLoop;
import dev.trainyard.trainer.technique.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains the same network again on fewer rows, to show what more of them bring. The rows of a smaller share are among those
 * of a larger one; encoders, validation and test rows stay those of the job.
 */
final class LearningCurve {

    private static final long PURPOSE = 6_000_000_000L;

    private final ResolvedJob job;
    private final JobFolder folder;
    private final Prepared data;
    private final Controls controls;
    private final Consumer<TrainerEvent> events;
    private final LongSupplier nanos;

    LearningCurve(
            ResolvedJob job,
            JobFolder folder,
            Prepared data,
            Controls controls,
            Consumer<TrainerEvent> events,
            LongSupplier nanos) {
        this.job = job;
        this.folder = folder;
        this.data = data;
        this.controls = controls;
        this.events = events;
        this.nanos = nanos;
    }

    /** A point for each share, and the whole at the end; null when none was asked for. What is asked to stop stops. */
    @Nullable
    List<Evaluation.CurvePoint> trainBelow(Evaluation whole) throws IOException {
        List<Double> shares = job.training().learningCurve();
        if (shares == null) {
            return null;
        }
        List<Evaluation.CurvePoint> points = new ArrayList<>();
        for (double share : shares) {
            Optional<Evaluation.CurvePoint> point = controls.asked() == null ? train(share) : Optional.empty();
            if (controls.asked() != null) {
                return points;
            }
            point.ifPresent(points::add);
        }
        points.add(new Evaluation.CurvePoint(1, data.train().rows(), whole.metrics()));
        return points;
    }

    /** Empty when so few rows lead nowhere, which is no fault of the network that was trained on all. */
    private Optional<Evaluation.CurvePoint> train(double share) throws IOException {
        int rows = (int) Math.max(1, Math.round(share * data.train().rows()));
        Prepared some = data.trainedOn(first(rows));
        JobFolder aside = new JobFolder(folder.work().resolve("curve-%d".formatted(rows)));
        startAsThe(folder, aside);
        try (Lesson lesson = Engines.begin(job, some)) {
            new TrainingLoop(job, aside, some, lesson, controls, event -> {}, nanos).run();
            lesson.settle();
            Evaluation evaluation = lesson.evaluation();
            tell("info", "trained on %d of %d rows".formatted(rows, data.train().rows()));
            return Optional.of(new Evaluation.CurvePoint(share, rows, evaluation.metrics()));
        } catch (JobFailed e) {
            tell(
                    "warn",
                    "%d of %d rows have no point: %s"
                            .formatted(rows, data.train().rows(), e.getMessage()));
            return Optional.empty();
        }
    }

    private void tell(String level, String what) {
        events.accept(new TrainerEvent.Logged(level, "learning curve: " + what));
    }

    /** A job that starts from learned parameters does so for each point. */
    private static void startAsThe(JobFolder whole, JobFolder aside) throws IOException {
        Files.createDirectories(aside.folder());
        if (Files.exists(whole.start())) {
            Files.copy(whole.start(), aside.start(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private int[] first(int rows) {
        int[] order = data.train().order();
        new SeededRandom(job.training().seed(), PURPOSE).shuffle(order);
        int[] first = Arrays.copyOf(order, rows);
        Arrays.sort(first);
        return first;
    }
}
