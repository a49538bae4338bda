package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.Manifest;
import java.util.List;

/** The whole network of a model that goes on step by step, to hold its decoder against. */
final class Steps {

    private Steps() {}

    /** Holds what is told step by step of golden rows against what the whole network answers. */
    static void checkCarried(Servable servable, BundleFolder bundle) throws Exception {
        List<Object> golden = bundle.readGolden().rows();
        float[] whole = servable.golden().of(golden, null);
        float[] carried = servable.golden().rebuilt(golden);

        assertThat(carried).isNotNull().hasSameSizeAs(whole);
        for (int i = 0; i < whole.length; i++) {
            assertThat(carried[i]).isCloseTo(whole[i], within(1e-6f));
        }
    }

    static OnnxNetwork network(BundleFolder bundle) throws Exception {
        Manifest manifest = bundle.readManifest();
        return OnnxNetwork.open(
                bundle.model(),
                manifest.inputs().isEmpty()
                        ? List.of(new OnnxNetwork.Port(
                                manifest.input(), manifest.encoder().shape()))
                        : manifest.inputs().stream()
                                .map(input -> new OnnxNetwork.Port(input.tensor(), input.shape()))
                                .toList(),
                new OnnxNetwork.Port(manifest.output(), manifest.codec().shape()));
    }
}
