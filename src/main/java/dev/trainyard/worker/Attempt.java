package dev.trainyard.worker;

import dev.trainyard.database.Notifications;
import dev.trainyard.job.Claim;
import dev.trainyard.job.Effort;
import dev.trainyard.job.Failure;
import dev.trainyard.job.FollowUp;
import dev.trainyard.job.JobState;
import dev.trainyard.job.LostClaim;
import dev.trainyard.job.NewEvent;
import dev.trainyard.job.Phase;
import dev.trainyard.job.Running;
import dev.trainyard.job.StopRequest;
import dev.trainyard.job.TraceContext;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.process.LaunchProfile;
import dev.trainyard.tenant.Tenant;
import dev.trainyard.trainer.FullDisk;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.worker.EventBuffer.Entered;
import dev.trainyard.worker.EventBuffer.Happened;
import dev.trainyard.worker.EventBuffer.Item;
import dev.trainyard.worker.EventBuffer.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** One attempt at a job, from its claim to whatever end it comes to. */
final class Attempt implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private static final String UNREADABLE = "Another version made this job; this worker cannot read it";

    private final Claim claim;
    private final Running running;
    private final Workbench bench;
    private final Executor errands;
    private final Leash leash;
    private final Persistence persistence;
    private final AttemptSpans spans;
    private volatile Phase phase = Phase.PREPARING;

    /** @param errands runs short work that must not wait for the trainer */
    Attempt(Claim claim, Workbench bench, Executor errands, Leash leash) {
        this.claim = claim;
        this.running = claim.running();
        this.bench = bench;
        this.errands = errands;
        this.leash = leash;
        this.persistence = new Persistence(leash::isLost, leash::hasStoppedBeforeBegin);
        this.spans = new AttemptSpans(bench.spans(), claim);
    }

    Running claim() {
        return running;
    }

    Leash leash() {
        return leash;
    }

    @Override
    public void run() {
        try (Tenant.Scope ignored = Tenant.of(claim.tenant());
                spans;
                TraceContext.Scope ignoredToo = TraceContext.goOn(spans.traceparent(), running.jobId())) {
            comeToAnEnd();
        }
    }

    private void comeToAnEnd() {
        try (Notifications.Subscription requests =
                bench.signals().onStopRequest(running.jobId(), this::lookForRequest)) {
            claim.stop().ifPresent(leash::ask);
            work();
        } catch (LostClaim e) {
            bench.measures().fenced();
            LOG.warn("{}; it was stopped here and nothing of it was written", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            breakDown(e);
        }
    }

    /** Gives the job back, for nothing can be done for it here. */
    void breakDown(Throwable reason) {
        LOG.error("Attempt {} of {} broke down", running.attempt(), running.jobId(), reason);
        try (Tenant.Scope ignored = Tenant.of(claim.tenant())) {
            bench.jobs().loseForAWhile(running, Conclusions.brokeDown(phase, reason));
        } catch (RuntimeException e) {
            LOG.warn("{} could not be given back; its lease will run out", running.jobId(), e);
        }
    }

    private void lookForRequest() {
        errands.execute(() -> bench.jobs().stopRequest(running).ifPresent(leash::ask));
    }

    private void work() throws InterruptedException {
        ResolvedJob job;
        try {
            job = claim.resolved();
            claim.followUp();
        } catch (JacksonException e) {
            LOG.warn("{} is of a newer version, or broken, and left to others", running.jobId(), e);
            persistence.write(() -> bench.jobs().putOff(running, UNREADABLE));
            return;
        }
        work(job);
    }

    private void work(ResolvedJob job) throws InterruptedException {
        Path folder = null;
        try {
            folder = bench.scratch().folderOf(running);
            train(job, new JobFolder(folder));
        } catch (JobInputs.InputGone e) {
            persistence.write(() -> bench.jobs().fail(running, Conclusions.inputGone(e)));
        } catch (IOException | JacksonException e) {
            LOG.warn("Attempt {} of {} broke down", running.attempt(), running.jobId(), e);
            persistence.write(() -> bench.jobs().loseForAWhile(running, Conclusions.brokeDown(phase, e)));
        } finally {
            if (folder != null) {
                Scratch.delete(folder);
            }
        }
    }

    private void train(ResolvedJob job, JobFolder folder)
            throws IOException, InterruptedException, JobInputs.InputGone {
        new Filling(folder.folder(), leash)
                .run(() -> persistence.reach(() -> {
                    bench.scratch().folderOf(running);
                    bench.inputs().write(claim, job, folder);
                    return job;
                }));
        if (leash.hasStoppedBeforeBegin()) {
            stoppedBeforeBegin();
            return;
        }
        LaunchProfile profile = bench.launches().of(job, folder.wantedKernels());
        try (TrainerLog log = new TrainerLog(folder.folder().resolve("trainer.log"));
                Trainer trainer = new Trainer(bench.spares().take(profile), log);
                Relay relay = new Relay(running, folder, bench, persistence)) {
            trainer.begin(folder);
            leash.attach(trainer);
            NextSpare next = new NextSpare(
                    () -> errands.execute(Tenant.handOn(() -> keepSpareIfWanted(job, profile))),
                    () -> keepSpare(profile),
                    System::nanoTime);
            Optional<TrainerEvent> last = trainer.listen(event -> {
                next.hear(event);
                return heard(event, job, relay, log);
            });
            leash.detach();
            relay.finish();
            bench.conclusions().keep(log, running, persistence);
            JobState state = conclude(last.orElse(null), trainer, folder, job, log);
            bench.measures().ended(state);
            spans.ended(state);
            LOG.info("{} is {} after attempt {}", running.jobId(), state.word(), running.attempt());
        } finally {
            bench.measures().gone(running);
            keepSpare(profile);
        }
    }

    private void keepSpareIfWanted(ResolvedJob job, LaunchProfile profile) {
        if (NextSpare.isOverAtOnce(job) || bench.jobs().someWait()) {
            bench.spares().keep(profile);
        }
    }

    private void keepSpare(LaunchProfile profile) {
        errands.execute(() -> bench.spares().keep(profile));
    }

    private void stoppedBeforeBegin() throws InterruptedException {
        Optional<StopRequest> asked = leash.asked();
        if (asked.isPresent() && asked.get() != StopRequest.FINISH) {
            persistence.write(() -> bench.jobs().stopped(running, asked.get()));
        } else {
            persistence.write(() -> bench.jobs().release(running, Leash.SHUT_DOWN));
        }
    }

    private boolean heard(TrainerEvent event, ResolvedJob job, Relay relay, TrainerLog log)
            throws InterruptedException {
        if (event instanceof TrainerEvent.PhaseStarted started && started.phase() == TrainerEvent.Phase.TRAINING) {
            leash.trainingBegins(job);
        } else if (event instanceof TrainerEvent.PhaseStarted) {
            leash.trainingEnds();
        }
        if (event instanceof TrainerEvent.Metrics metrics) {
            bench.measures().trains(running, metrics.samplesPerSecond());
        }
        if (event instanceof TrainerEvent.Logged line) {
            log.add("%s %s".formatted(line.level().toUpperCase(Locale.ROOT), line.message()));
        }
        Item item = item(event);
        return item == null || relay.put(item);
    }

    private @Nullable Item item(TrainerEvent event) {
        if (event instanceof TrainerEvent.PhaseStarted started) {
            enter(Phase.valueOf(started.phase().name()));
            return new Entered(phase);
        }
        if (event instanceof TrainerEvent.CheckpointWritten checkpoint) {
            return new Written(checkpoint);
        }
        NewEvent told = told(event);
        return told == null ? null : new Happened(told);
    }

    private void enter(Phase next) {
        phase = next;
        spans.entered(next);
    }

    private static @Nullable NewEvent told(TrainerEvent event) {
        if (event instanceof TrainerEvent.Metrics m) {
            return new NewEvent.Metrics(
                    m.epoch(),
                    m.iteration(),
                    m.series(),
                    m.progress(),
                    m.etaSeconds(),
                    m.samplesPerSecond(),
                    effort(m.effort()),
                    m.endOfEpoch());
        }
        if (event instanceof TrainerEvent.Logged line) {
            return new NewEvent.Log(line.level(), line.message());
        }
        if (event instanceof TrainerEvent.Sampled s) {
            return new NewEvent.Sample(s.sample(), s.epoch(), s.iteration(), s.png(), s.values());
        }
        return event instanceof TrainerEvent.Warned warned
                ? new NewEvent.Warning(warned.code(), warned.message(), warned.patch())
                : null;
    }

    private static @Nullable Effort effort(TrainerEvent.@Nullable Effort told) {
        return told == null ? null : new Effort(told.time(), told.ofProductLimit());
    }

    private JobState conclude(
            @Nullable TrainerEvent last, Trainer trainer, JobFolder folder, ResolvedJob job, TrainerLog log)
            throws IOException, InterruptedException {
        if (last instanceof TrainerEvent.Finished finished) {
            enter(Phase.PUBLISHING);
            if (claim.followUp().orElse(null) instanceof FollowUp.Reproduce again) {
                return bench.comparison().conclude(running, again, finished.stopReason(), folder, persistence);
            }
            if (claim.followUp().orElse(null) instanceof FollowUp.Evaluate measured) {
                return bench.measurement().conclude(running, measured, folder, persistence);
            }
            if (claim.followUp().orElse(null) instanceof FollowUp.Predict answers) {
                return bench.harvest()
                        .conclude(running, answers.name(), job.dataset(), finished.stopReason(), folder, persistence);
            }
            if (claim.followUp().orElse(null) instanceof FollowUp.Generate made) {
                return bench.harvest().conclude(running, made.name(), null, finished.stopReason(), folder, persistence);
            }
            return bench.publication().publish(running, job.model(), finished.stopReason(), folder, persistence);
        }
        if (last instanceof TrainerEvent.Failed failed) {
            Failure failure = Conclusions.said(failed, log);
            return persistence.get(() -> FullDisk.isOne(failed)
                    ? bench.jobs().loseForAWhile(running, failure)
                    : bench.jobs().fail(running, failure));
        }
        if (last instanceof TrainerEvent.Stopped || leash.hasKilled()) {
            return persistence.get(() -> leash.conclude(bench.jobs(), running, job, phase, log));
        }
        Crash crash = trainer.howItEnded();
        return persistence.get(() -> bench.jobs().lose(running, Conclusions.crashed(phase, crash, log)));
    }
}
