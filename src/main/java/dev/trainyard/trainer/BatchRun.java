package dev.trainyard.trainer;

import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.prediction.Scorer;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Phase;
import dev.trainyard.trainer.batch.AskedExamples;
import dev.trainyard.trainer.batch.BatchPrediction;
import dev.trainyard.trainer.batch.Sampling;
import dev.trainyard.trainer.batch.UnpackedRuntime;
import dev.trainyard.trainer.data.TypedRows;
import dev.trainyard.trainer.loop.Controls;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One run of a trainer process that trains nothing: a trained model answers the rows of a data set, or makes one. */
final class BatchRun {

    private final JobFolder folder;
    private final Controls controls;
    private final Consumer<TrainerEvent> events;
    private final LongSupplier nanos;
    private Phase phase = Phase.PREPARING;

    BatchRun(JobFolder folder, Controls controls, Consumer<TrainerEvent> events, LongSupplier nanos) {
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
            events.accept(Diagnosis.of(e, null, phaseName()));
        } catch (Exception e) {
            e.printStackTrace();
            events.accept(Diagnosis.of(e, null, phaseName()));
        }
        return false;
    }

    private void work() throws IOException, SQLException {
        begin(Phase.PREPARING);
        ResolvedJob job = Json.mapper().readValue(Files.readAllBytes(folder.job()), ResolvedJob.class);
        BatchRequest request = Json.mapper().readValue(Files.readAllBytes(folder.batchRequest()), BatchRequest.class);
        try (Scorer scorer = Scorer.load(folder.askedBundle())) {
            UnpackedRuntime.unlink();
            conclude(request.noise() == null ? answered(job, request, scorer) : made(job, request.noise(), scorer));
        }
    }

    private BatchOutcome answered(ResolvedJob job, BatchRequest request, Scorer scorer)
            throws IOException, SQLException {
        try (TypedRows rows = TypedRows.open(folder.trainRows());
                AskedExamples examples = AskedExamples.of(job, rows, folder.trainPixels(), scorer)) {
            begin(Phase.EVALUATING);
            return new BatchPrediction(scorer, request, examples, controls, events, nanos).answer(folder);
        }
    }

    private BatchOutcome made(ResolvedJob job, BatchRequest.Noise noise, Scorer scorer) throws IOException {
        begin(Phase.EVALUATING);
        return new Sampling(scorer, noise, job.target(), controls, events, nanos).make(folder);
    }

    private void conclude(BatchOutcome outcome) throws IOException {
        Command asked = controls.asked();
        if (asked == Command.CANCEL || asked == Command.PAUSE) {
            events.accept(new TrainerEvent.Stopped(asked));
            return;
        }
        Files.write(folder.batchOutcome(), Json.mapper().writeValueAsBytes(outcome));
        String reason = asked == Command.FINISH ? "finished-on-request" : "completed";
        events.accept(new TrainerEvent.Finished(reason, "onnxruntime", 1, "onnxruntime"));
    }

    private void begin(Phase next) {
        phase = next;
        events.accept(new TrainerEvent.PhaseStarted(next));
    }

    private String phaseName() {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
