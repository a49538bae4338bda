package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.Manifest;

/** The whole network of a model that writes token by token, to hold its decoder against. */
final class Steps {

    private Steps() {}

    static OnnxNetwork network(BundleFolder bundle) throws Exception {
        Manifest manifest = bundle.readManifest();
        return OnnxNetwork.open(
                bundle.model(),
                manifest.inputs().stream()
                        .map(input -> new OnnxNetwork.Port(input.tensor(), input.shape()))
                        .toList(),
                new OnnxNetwork.Port(manifest.output(), manifest.codec().shape()));
    }
}
