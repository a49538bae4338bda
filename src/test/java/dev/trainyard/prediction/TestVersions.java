package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Dense;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.model.NewVersion;
import dev.trainyard.model.NewVersion.Artifact;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Preprocessing;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import dev.trainyard.plan.Split;
import dev.trainyard.plan.Training;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Publishes test bundles as a worker would. */
public record TestVersions(ObjectStore store, ModelRegistry registry) {

    public static final Digest DATASET = new Digest("d".repeat(64));

    /** Stores the bundle and enters it as the next version. */
    public int publish(String model, TestBundle bundle) {
        return registry.register(stored(model, bundle, null));
    }

    public int publishUnservable(String model, TestBundle bundle, String reason) {
        return registry.register(stored(model, bundle, reason));
    }

    /** Stores the bundle; what is left is to enter it. */
    public NewVersion stored(String model, TestBundle bundle, @Nullable String unservable) {
        try {
            Path folder = Files.createTempDirectory("bundle");
            try {
                return stored(model, bundle.manifest(), bundle.write(folder), unservable);
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public NewVersion stored(String model, Manifest manifest, BundleFolder bundle, @Nullable String unservable)
            throws IOException {
        StoredObject zip = store.put(new ByteArrayInputStream(TestBundle.zip(bundle)), Long.MAX_VALUE);
        StoredObject onnx = store.put(bundle.model());
        return new NewVersion(
                model,
                "job_1",
                unservable,
                zip.digest(),
                manifest,
                evaluation(),
                provenance(model, manifest),
                List.of(
                        new Artifact("model.onnx", onnx.bytes(), onnx.digest()),
                        new Artifact("bundle.zip", zip.bytes(), zip.digest())));
    }

    private static Evaluation evaluation() {
        Evaluation.Classification classification = new Evaluation.Classification(
                List.of("0", "1"), List.of(List.of(20L, 7L), List.of(5L, 8L)), 0.7, 0.66, 0.68, 0.67, 0.69, List.of());
        return new Evaluation(
                Map.of("test/accuracy", 0.7, "test/auc", 0.69),
                Map.of("test", new Evaluation.Report(40, classification, null)));
    }

    private static Provenance provenance(String model, Manifest manifest) {
        return new Provenance(
                DATASET.hex(),
                job(model, manifest),
                42,
                "5".repeat(64),
                "dl4j",
                1,
                "haswell",
                "0.1.0",
                "1.0.0-M2.1",
                "cpu",
                "17",
                null,
                null,
                null,
                "9".repeat(64));
    }

    private static ResolvedJob job(String model, Manifest manifest) {
        return new ResolvedJob(
                "a job",
                model,
                manifest.task(),
                new ResolvedJob.DatasetSnapshot("ds_" + model, 1, 400, DATASET, DATASET),
                null,
                null,
                new Sequential("net", List.of(new Dense())),
                new Examples.Rows(),
                Shape.of(5),
                Output.classes(2),
                List.of(),
                manifest.features(),
                manifest.target(),
                Preprocessing.defaults(),
                Split.defaults(),
                Training.defaults(),
                Resources.defaults(),
                0,
                3,
                Map.of());
    }
}
