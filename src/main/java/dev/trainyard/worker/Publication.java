package dev.trainyard.worker;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.job.Failure;
import dev.trainyard.job.JobState;
import dev.trainyard.job.Phase;
import dev.trainyard.job.Running;
import dev.trainyard.job.RunningJobs;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.model.NewVersion;
import dev.trainyard.prediction.GoldenGate;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.Orphans;
import dev.trainyard.trainer.JobFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Makes a version of a model out of a bundle. All its bytes are in the store before the one transaction that makes the
 * version visible and ends the job, so nobody ever sees half a model.
 */
@Component
@WorkerRole
class Publication {

    private static final String WHOLE = "bundle.zip";

    private final GoldenGate gate;
    private final ObjectStore store;
    private final Orphans orphans;
    private final RunningJobs jobs;
    private final ModelRegistry registry;

    Publication(GoldenGate gate, ObjectStore store, Orphans orphans, RunningJobs jobs, ModelRegistry registry) {
        this.gate = gate;
        this.store = store;
        this.orphans = orphans;
        this.jobs = jobs;
        this.registry = registry;
    }

    /**
     * Publishes the bundle if it can be served; if not, the version is kept as unservable and the job fails.
     *
     * @throws IOException when the bundle cannot be read or stored
     */
    JobState publish(Running running, String model, String stopReason, JobFolder folder, Persistence persistence)
            throws IOException, InterruptedException {
        persistence.write(() -> jobs.enter(running, Phase.PUBLISHING));
        try (Uploads uploads = new Uploads(store, persistence)) {
            BundleFolder bundle = folder.bundle();
            for (Path file : BundleZip.filesIn(bundle.folder())) {
                uploads.begin(BundleZip.nameIn(bundle.folder(), file), file);
            }
            Path zip = folder.folder().resolve(WHOLE);
            BundleZip.write(bundle.folder(), zip);
            uploads.begin(WHOLE, zip);
            GoldenGate.Verdict verdict = gate.check(bundle);
            List<NewVersion.Artifact> artifacts = uploads.all();
            persistence.write(() -> orphans.doubt(
                    artifacts.stream().map(NewVersion.Artifact::sha256).toList()));
            NewVersion version = version(running, model, verdict, bundle, artifacts);
            return persistence.get(() -> verdict.passed()
                    ? jobs.succeed(
                            running,
                            success(stopReason, model, version.evaluation(), version.provenance()),
                            () -> registry.register(version))
                    : jobs.fail(running, unservable(verdict), () -> registry.register(version)));
        }
    }

    private static NewVersion version(
            Running running,
            String model,
            GoldenGate.Verdict verdict,
            BundleFolder bundle,
            List<NewVersion.Artifact> artifacts)
            throws IOException {
        return new NewVersion(
                model,
                running.jobId(),
                verdict.passed() ? null : verdict.reason(),
                artifacts.get(artifacts.size() - 1).sha256(),
                bundle.readManifest(),
                bundle.readEvaluation(),
                bundle.readProvenance(),
                artifacts);
    }

    static RunningJobs.Success success(String stopReason, String model, Evaluation evaluation, Provenance provenance) {
        return new RunningJobs.Success(stopReason, model, finite(evaluation), provenance);
    }

    /** JSON has no other numbers. */
    private static Map<String, Double> finite(Evaluation evaluation) {
        Map<String, Double> finite = new LinkedHashMap<>();
        evaluation.metrics().forEach((name, value) -> {
            if (value != null && Double.isFinite(value)) {
                finite.put(name, value);
            }
        });
        return finite;
    }

    private static Failure unservable(GoldenGate.Verdict verdict) {
        return new Failure(
                "unservable",
                Phase.PUBLISHING,
                "The model cannot be served as it was trained: " + verdict.reason(),
                "The version is kept, marked unservable, with everything needed to find out why.",
                false);
    }
}
