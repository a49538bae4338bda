package dev.trainyard.trainer.loop;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.Room;
import dev.trainyard.trainer.engine.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Trains a network epoch by epoch, until it is done, told to stop, or no longer gets better. */
public final class TrainingLoop {

    private final ResolvedJob job;
    private final Training training;
    private final Learner learner;
    private final Engine engine;
    private final String kernels;
    private final Part rows;
    private final float @Nullable [] weights;
    private final EpochScores scores;
    private final Consumer<TrainerEvent> observer;
    private final Checkpoints checkpoints;
    private final BestEpoch best;
    private final Watches watches;
    private final RateReduction rate;
    private final Pace pace;
    private final Effort effort;
    private final FixedEnd fixed;
    private final Interruptions interruptions;
    private final Room ofInputs = new Room();
    private final Room ofTargets = new Room();
    private TrainingState state;
    private @Nullable Double samplesPerSecond;

    /** Goes on from the folder's checkpoint where there is one. */
    public TrainingLoop(
            ResolvedJob job,
            JobFolder folder,
            Prepared data,
            Learner learner,
            Controls controls,
            Consumer<TrainerEvent> observer,
            LongSupplier nanos)
            throws IOException {
        this.job = job;
        this.training = job.training();
        this.learner = learner;
        this.engine = learner.engine();
        this.kernels = learner.kernels().name();
        this.rows = data.train();
        this.weights = ClassWeighing.of(rows, training.classWeights());
        this.scores = learner.scores();
        this.observer = observer;
        this.best = new BestEpoch(training.earlyStopping());
        this.watches = new Watches(job, learner);
        this.rate = new RateReduction(training);
        this.fixed = FixedEnd.of(folder);
        this.effort = new Effort(job, engine);
        this.state = resumed(folder);
        this.pace = new Pace(nanos, state.seconds());
        pace.startFrom(progress());
        this.interruptions = new Interruptions(controls, fixed, training.limits(), pace);
        this.checkpoints = new Checkpoints(folder.checkpoints(), training.checkpoint());
        checkpoints.startAt(state.seconds());
    }

    private TrainingState resumed(JobFolder folder) throws IOException {
        tellOtherKernels(folder.wantedKernels());
        if (!Files.exists(folder.startingCheckpoint())) {
            if (job.start() != null) {
                engine.setParameters(LearnedStart.of(job.start(), folder.start(), engine.parameters()));
            }
            return TrainingState.start();
        }
        Checkpoint checkpoint = Checkpoint.read(folder.startingCheckpoint());
        engine.restore(checkpoint.parameters(), checkpoint.state());
        best.restore(checkpoint.best(), checkpoint.bestParameters());
        watches.restore(checkpoint.watches());
        watches.kept(checkpoint.training());
        rate.restore(checkpoint.rate());
        engine.enter(checkpoint.training().enteredEpoch());
        return checkpoint.training();
    }

    private void tellOtherKernels(@Nullable String before) {
        if (before != null && !before.equals(kernels)) {
            observer.accept(new TrainerEvent.Warned(
                    "other_kernels",
                    "what it goes on from, or makes again, was computed by '%s', and this worker has '%s': what is learned from here on differs in its last digits from what one worker alone would have come to"
                            .formatted(before, kernels)));
        }
    }

    /** Trains to one of its ends; the engine then holds the parameters to keep. */
    public LoopEnd run() throws IOException {
        if (state.isFresh()) {
            tell(scores.ofUntrained());
            watches.begin(state.latest());
            pace.endEpoch(0);
        }
        LoopEnd end = endOfTraining();
        while (end == null) {
            end = trainEpoch();
            if (end == null) {
                completeEpoch();
                end = endOfTraining();
            }
        }
        conclude(end);
        return end;
    }

    /** How it came to its end, for the record. */
    public Provenance.End provenance(LoopEnd end) {
        return new Provenance.End(end.stopReason(), state.epoch(), state.iteration(), fixed.checkpoint());
    }

    private @Nullable LoopEnd endOfTraining() {
        if (fixed.isAt(state.iteration())) {
            return fixed.end();
        }
        if (engine.isInLastStage() && best.isExhausted()) {
            return LoopEnd.EARLY_STOPPING;
        }
        return state.epoch() >= training.epochs() ? LoopEnd.COMPLETED : null;
    }

    /** Works through the rest of the epoch; null when it is through. */
    private @Nullable LoopEnd trainEpoch() throws IOException {
        int[] order = EpochOrder.of(rows.rows(), training, state.epoch() + 1);
        if (engine.enter(state.epoch() + 1)) {
            best.restart();
            watches.restore(Watches.Standing.NONE);
            rate.restore(RateReduction.Standing.NONE);
        }
        while (state.position() < order.length) {
            LoopEnd end = interruptions.at(state);
            if (end != null) {
                return end;
            }
            step(order);
            if (state.position() < order.length) {
                observe();
            }
        }
        return null;
    }

    private void step(int[] order) {
        int from = state.position();
        int size = training.batchSize().of(order.length);
        int to = Math.min(order.length, from + size);
        watches.before(state.iteration() + 1, from / size + 1);
        Batch batch = batch(order, from, to);
        effort.lap(Stopwatch.Part.DATA);
        double loss = engine.step(batch, rate.rate(epochs()));
        effort.lap(Stopwatch.Part.STEP);
        state = state.afterBatch(to - from, loss);
        if (!Double.isFinite(loss)) {
            throw watches.notANumber(state);
        }
    }

    private Batch batch(int[] order, int from, int to) {
        return new Batch(
                rows.features().inEpoch(state.epoch() + 1).gather(order, from, to, ofInputs),
                rows.targets().inEpoch(state.epoch() + 1).gather(order, from, to, ofTargets),
                EpochOrder.pick(weights, rows.targets().steps(), order, from, to));
    }

    private void observe() throws IOException {
        if (pace.metricsAreDue()) {
            observer.accept(metrics(Map.of("train/loss", state.runningLoss()), false));
            effort.lap(Stopwatch.Part.EVENTS);
        }
        checkpointIfDue();
    }

    private void completeEpoch() throws IOException {
        double loss = state.runningLoss();
        Map<String, @Nullable Double> series =
                scores.after(state.epoch() + 1, loss).orElseThrow(() -> watches.notANumber(state));
        effort.lap(Stopwatch.Part.SCORES);
        state = state.afterEpoch();
        if (learner.lossTells()) {
            best.consider(state.epoch(), series, engine::parameters);
        }
        samplesPerSecond = pace.endEpoch(rows.rows());
        tell(series);
        rate.after(state.epoch(), series).ifPresent(observer);
        learner.shown(state.epoch(), state.iteration()).stream()
                .filter(watches::isNew)
                .forEach(observer);
        watches.after(state, series).forEach(observer);
        effort.lap(Stopwatch.Part.EVENTS);
        checkpointIfDue();
    }

    private void tell(Map<String, @Nullable Double> series) {
        state = state.with(series);
        observer.accept(metrics(series, true));
    }

    private TrainerEvent.Metrics metrics(Map<String, @Nullable Double> series, boolean endOfEpoch) {
        return new TrainerEvent.Metrics(
                state.epoch(),
                state.iteration(),
                series,
                progress(),
                pace.etaSeconds(progress()),
                samplesPerSecond,
                endOfEpoch && state.epoch() > 0 ? effort.at(samplesPerSecond) : null,
                endOfEpoch);
    }

    private double progress() {
        return epochs() / training.epochs();
    }

    /** Finished epochs, and the finished share of this one. */
    private double epochs() {
        return state.epoch() + (double) state.position() / rows.rows();
    }

    private void checkpointIfDue() throws IOException {
        if (checkpoints.isDue(state, pace.seconds())) {
            checkpoint();
        }
    }

    private void checkpoint() throws IOException {
        state = state.at(pace.seconds());
        NamedArrays parameters = engine.parameters();
        if (!parameters.areFinite()) {
            throw watches.notANumber(state);
        }
        String file = checkpoints.write(new Checkpoint(
                state,
                parameters,
                engine.state(),
                best.standing(),
                best.parameters(),
                watches.standing(),
                rate.standing(),
                kernels));
        watches.kept(state);
        observer.accept(new TrainerEvent.CheckpointWritten(file, state.epoch(), state.iteration(), state.latest()));
        effort.lap(Stopwatch.Part.CHECKPOINTS);
    }

    private void conclude(LoopEnd end) throws IOException {
        if (end == LoopEnd.PAUSED) {
            checkpoint();
            return;
        }
        NamedArrays kept = best.toKeep(end);
        if (kept != null) {
            engine.setParameters(kept);
        }
    }
}
