package dev.trainyard.definition;

import dev.trainyard.definition.layer.Dense;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;

/** The two networks of a variational autoencoder, one behind the other: the layers' names tell whose they are. */
final class VaeShapes {

    private VaeShapes() {}

    static ShapeInference of(Vae vae, Shape example) {
        ShapeInference encoder =
                ShapeInference.of(new Sequential(null, withLatent(vae)), example, Output.values(2 * vae.latentSize()));
        ShapeInference decoder = ShapeInference.of(
                new Sequential(null, vae.decoder().layers()), Shape.of(vae.latentSize()), Output.itself(example));
        List<LayerReport> layers = new ArrayList<>(GanShapes.named(Vae.ENCODER, encoder));
        layers.addAll(GanShapes.named(Vae.DECODER, decoder));
        List<Violation> violations = new ArrayList<>();
        encoder.violations().forEach(violation -> violations.add(violation.under("/encoder")));
        decoder.violations().forEach(violation -> violations.add(violation.under("/decoder")));
        return new ShapeInference(resolved(vae, encoder, decoder), layers, violations);
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the layer fills in
    private static List<Layer> withLatent(Vae vae) {
        List<Layer> layers = new ArrayList<>(vae.encoder().layers());
        layers.add(new Dense(Vae.LATENT, new Units(2 * vae.latentSize()), ActivationFunction.LINEAR, true, null, null));
        return layers;
    }

    private static Vae resolved(Vae vae, ShapeInference encoder, ShapeInference decoder) {
        List<Layer> read = ((Sequential) encoder.definition()).layers();
        return new Vae(
                vae.name(),
                vae.latentSize(),
                vae.beta(),
                new Gan.Player(read.subList(0, read.size() - 1)),
                new Gan.Player(((Sequential) decoder.definition()).layers()));
    }
}
