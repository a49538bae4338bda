package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.PrefixedEncoder;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.definition.Shape;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The networks of a bundle, opened.
 *
 * @param whole that answers examples
 * @param maker that makes examples of noise, where it is another one
 * @param stepper that reads token after token, where there is one
 */
record Networks(
        Manifest manifest,
        OnnxNetwork whole,
        @Nullable OnnxNetwork maker,
        @Nullable OnnxDecoder stepper) implements AutoCloseable {

    static Networks open(BundleFolder bundle) throws BundleUnreadable {
        Manifest manifest = manifest(bundle);
        OnnxNetwork whole = OnnxNetwork.open(bundle.model(), inputs(manifest), answer(manifest));
        try {
            return new Networks(manifest, whole, maker(bundle, manifest), stepper(bundle, manifest, whole));
        } catch (BundleUnreadable e) {
            whole.close();
            throw e;
        }
    }

    private static Manifest manifest(BundleFolder bundle) throws BundleUnreadable {
        try {
            Manifest manifest = bundle.readManifest();
            if (manifest.format() != Manifest.FORMAT) {
                throw new BundleUnreadable("the bundle has format %d; this version of the service reads format %d"
                        .formatted(manifest.format(), Manifest.FORMAT));
            }
            return manifest;
        } catch (IOException | JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new BundleUnreadable("manifest.json cannot be read", e);
        }
    }

    private static List<OnnxNetwork.Port> inputs(Manifest manifest) {
        return manifest.inputs().isEmpty()
                ? List.of(new OnnxNetwork.Port(
                        manifest.input(), manifest.encoder().shape()))
                : manifest.inputs().stream()
                        .map(input -> new OnnxNetwork.Port(input.tensor(), input.shape()))
                        .toList();
    }

    private static OnnxNetwork.Port answer(Manifest manifest) {
        return new OnnxNetwork.Port(manifest.output(), manifest.codec().shape());
    }

    private static @Nullable OnnxNetwork maker(BundleFolder bundle, Manifest manifest) throws BundleUnreadable {
        Inside inside = manifest.inside();
        if (inside == null || inside.prior() == null) {
            return null;
        }
        Shape noise = Shape.of(inside.prior().latentSize());
        return OnnxNetwork.open(
                bundle.decoder(), List.of(new OnnxNetwork.Port(manifest.input(), noise)), answer(manifest));
    }

    private static @Nullable OnnxDecoder stepper(BundleFolder bundle, Manifest manifest, OnnxNetwork whole)
            throws BundleUnreadable {
        Inside inside = manifest.inside();
        if (inside == null || inside.stepping() == null) {
            return null;
        }
        return whole.decoder(bundle.decoder(), inside.stepping(), token(manifest), told(manifest));
    }

    /** What is read at a step: the cells of a row, or the number of a token. */
    private static Shape token(Manifest manifest) {
        return manifest.encoder() instanceof SequenceEncoder encoder
                ? Shape.of(1, encoder.step().width())
                : Shape.of(1);
    }

    /** How many numbers are told at a step. */
    private static int told(Manifest manifest) {
        if (manifest.encoder() instanceof PrefixedEncoder encoder) {
            return encoder.written().vocabulary().size();
        }
        return manifest.encoder() instanceof TextEncoder encoder
                ? encoder.vocabulary().size()
                : manifest.codec().ofOne().width();
    }

    @Override
    public void close() {
        whole.close();
        if (stepper != null) {
            stepper.close();
        }
        if (maker != null) {
            maker.close();
        }
    }
}
