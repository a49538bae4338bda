package dev.trainyard.trainer;

import dev.trainyard.bundle.ColumnDrift;
import dev.trainyard.bundle.ColumnProfile;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.bundle.ParameterDifferences;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Phase;
import dev.trainyard.trainer.data.ExampleDrift;
import dev.trainyard.trainer.data.Overlap;
import dev.trainyard.trainer.data.Preparation;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.data.Profiles;
import dev.trainyard.trainer.loop.Controls;
import dev.trainyard.trainer.loop.LoopEnd;
import dev.trainyard.trainer.loop.TrainingLoop;
import dev.trainyard.trainer.technique.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One job from its folder to its bundle. Whatever happens, the last event says how it ended. */
final class TrainingRun {

    private final JobFolder folder;
    private final Controls controls;
    private final Consumer<TrainerEvent> events;
    private final LongSupplier nanos;
    private Phase phase = Phase.PREPARING;
    private @Nullable ResolvedJob job;

    TrainingRun(JobFolder folder, Controls controls, Consumer<TrainerEvent> events, LongSupplier nanos) {
        this.folder = folder;
        this.controls = controls;
        this.events = events;
        this.nanos = nanos;
    }

    /** Runs it; false when it failed. */
    boolean run() {
        try {
            work();
            return true;
        } catch (JobFailed e) {
            events.accept(e.during(phaseName()));
        } catch (OutOfMemoryError | LinkageError e) {
            events.accept(Diagnosis.of(e, job, phaseName()));
        } catch (Exception e) {
            e.printStackTrace();
            events.accept(Diagnosis.of(e, job, phaseName()));
        }
        return false;
    }

    private void work() throws IOException, SQLException {
        begin(Phase.PREPARING);
        ResolvedJob told = Json.mapper().readValue(Files.readAllBytes(folder.job()), ResolvedJob.class);
        job = told;
        train(told);
    }

    private void train(ResolvedJob job) throws IOException, SQLException {
        Prepared data = Preparation.of(job, folder);
        data.notes().forEach(note -> events.accept(new TrainerEvent.Logged("warn", note)));
        tellOverlaps(job);
        events.accept(new TrainerEvent.Logged("info", describe(data)));
        try (Lesson lesson = Engines.begin(job, data)) {
            begin(Phase.TRAINING);
            TrainingLoop loop = new TrainingLoop(job, folder, data, lesson, controls, events, nanos);
            LoopEnd end = loop.run();
            if (end == LoopEnd.PAUSED) {
                events.accept(new TrainerEvent.Stopped(Command.PAUSE));
            } else if (end == LoopEnd.CANCELLED) {
                events.accept(new TrainerEvent.Stopped(Command.CANCEL));
            } else {
                conclude(job, data, lesson, loop, end);
            }
        }
    }

    /** Once: who goes on from a checkpoint has been told. */
    private void tellOverlaps(ResolvedJob job) throws IOException, SQLException {
        if (!Files.exists(folder.startingCheckpoint())) {
            new Overlap(job, folder)
                    .found()
                    .forEach(found -> events.accept(new TrainerEvent.Warned("overlapping_rows", found)));
        }
    }

    private void conclude(ResolvedJob job, Prepared data, Lesson lesson, TrainingLoop loop, LoopEnd end)
            throws IOException, SQLException {
        begin(Phase.EVALUATING);
        lesson.settle();
        Evaluation evaluation = lesson.evaluation();
        List<Evaluation.CurvePoint> curve = end == LoopEnd.CHECKPOINT // it is published as it stands
                ? null
                : new LearningCurve(job, folder, data, controls, events, nanos).trainBelow(evaluation);
        Command asked = controls.asked();
        if (asked == Command.CANCEL || (curve != null && asked == Command.PAUSE)) {
            events.accept(new TrainerEvent.Stopped(asked));
            return;
        }
        new BundleWriter(job, data, lesson)
                .write(
                        folder.bundle(),
                        evaluation.explained(lesson.importance(), lesson.temperature(), curve),
                        loop.provenance(end));
        compare(lesson);
        holdAgainst(job, data);
        if (controls.asked() == Command.CANCEL) {
            events.accept(new TrainerEvent.Stopped(Command.CANCEL));
            return;
        }
        events.accept(new TrainerEvent.Finished(
                end.stopReason(),
                lesson.engineName(),
                Machine.threads(),
                lesson.kernels().name()));
    }

    private void compare(Lesson lesson) throws IOException {
        if (Files.exists(folder.expected())) {
            ParameterDifferences differences = ParameterDifferences.of(
                    NamedArrays.read(folder.expected()), lesson.engine().parameters());
            Files.write(folder.differences(), Json.mapper().writeValueAsBytes(differences));
        }
    }

    /** Holds the test rows against the training rows, where that is asked for. */
    private void holdAgainst(ResolvedJob job, Prepared data) throws IOException, SQLException {
        if (Files.exists(folder.profile())) {
            List<ColumnProfile> recorded =
                    List.of(Json.mapper().readValue(Files.readAllBytes(folder.profile()), ColumnProfile[].class));
            List<ColumnDrift> drift = new ArrayList<>(
                    Profiles.drift(recorded.isEmpty() ? data.profile() : recorded, job.features(), folder.testRows()));
            drift.addAll(ExampleDrift.of(data));
            Files.write(folder.drift(), Json.mapper().writeValueAsBytes(drift));
        }
    }

    private void begin(Phase next) {
        phase = next;
        events.accept(new TrainerEvent.PhaseStarted(next));
    }

    private String phaseName() {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private static String describe(Prepared data) {
        return "%d rows to train on, %d to validate, %d to test; inputs %s, outputs %s; split %s"
                .formatted(
                        data.train().rows(),
                        data.validation().rows(),
                        data.test().rows(),
                        data.encoder().shape(),
                        data.codec().shape(),
                        data.splitSha256().substring(0, 12));
    }
}
