package dev.trainyard.prediction;

import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;

/** Loads models from the object store, through the golden gate. */
final class GatedLoader implements Servables.Loader {

    /** What a session takes besides its parameters; these are held once as read and once as the kernels want them. */
    private static final long SESSION_BYTES = 512 * 1024;

    private final ObjectStore store;
    private final OnnxGoldenGate gate;
    private final Path scratch;
    private final Batches.Policy batching;

    GatedLoader(ObjectStore store, OnnxGoldenGate gate, Path scratch, Batches.Policy batching) {
        this.store = store;
        this.gate = gate;
        this.scratch = scratch;
        this.batching = batching;
    }

    @Override
    public Servables.Loaded load(Digest digest) throws IOException, BundleUnreadable {
        try (UnpackedBundle bundle = UnpackedBundle.fetch(store, digest, scratch)) {
            Servable servable = Servable.open(bundle.folder());
            boolean taken = false;
            try {
                GoldenGate.Verdict verdict = gate.check(servable, bundle.folder());
                if (!verdict.passed()) {
                    throw new BundleUnreadable(verdict.reason());
                }
                taken = true;
                return new Servables.Loaded(
                        servable.batched(batching.of(bundle.modelBytes())), SESSION_BYTES + 2 * bundle.modelBytes());
            } finally {
                if (!taken) {
                    servable.close();
                }
            }
        }
    }

    /** Fetches the bundle once more and holds it against its golden rows. */
    GoldenGate.Verdict check(Digest digest) throws IOException {
        try (UnpackedBundle bundle = UnpackedBundle.fetch(store, digest, scratch)) {
            return gate.check(bundle.folder());
        } catch (BundleUnreadable e) {
            return new GoldenGate.Verdict(false, Double.NaN, e.reason());
        }
    }
}
