package dev.trainyard.definition;

import dev.trainyard.definition.layer.Activated;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The two networks of a GAN, one behind the other: the layers' names tell whose they are. A class that both are told comes
 * behind the noise, and behind the numbers of an example, or as planes behind its channels; what is left of a picture is all
 * that the generator reads, and planes behind the channels for the discriminator.
 */
final class GanShapes {

    private GanShapes() {}

    /** @param output the example itself, or the classes that are told */
    static ShapeInference of(Gan gan, Shape example, Output output) {
        List<Violation> misfits = ConditionFit.misfits(gan, example);
        if (!misfits.isEmpty()) {
            return new ShapeInference(gan, List.of(), misfits);
        }
        Condition condition = gan.condition();
        return condition != null && condition.isPicture()
                ? of(
                        gan,
                        condition.left(example),
                        example,
                        condition.left(example).last())
                : of(gan, Shape.of(gan.latent() + output.classes()), example, output.classes());
    }

    /**
     * @param read what the generator reads
     * @param told how many numbers or planes tell the discriminator the condition
     */
    private static ShapeInference of(Gan gan, Shape read, Shape example, int told) {
        ShapeInference generator =
                ShapeInference.of(new Sequential(null, gan.generator().layers()), read, Output.itself(example));
        ShapeInference discriminator = ShapeInference.of(
                new Sequential(null, gan.discriminator().layers()), withTold(example, told), Output.classes(2));
        List<LayerReport> layers = new ArrayList<>(named(Gan.GENERATOR, generator));
        layers.addAll(named(Gan.DISCRIMINATOR, discriminator));
        List<Violation> violations = new ArrayList<>();
        generator.violations().forEach(violation -> violations.add(violation.under("/generator")));
        if (discriminator.violations().isEmpty()) {
            violations.addAll(checkEnd(discriminator));
        } else {
            discriminator.violations().forEach(violation -> violations.add(ofDiscriminator(violation, gan)));
        }
        return new ShapeInference(resolved(gan, generator, discriminator), layers, violations);
    }

    private static Shape withTold(Shape example, int told) {
        List<Integer> dimensions = new ArrayList<>(example.dimensions());
        int last = dimensions.size() - 1;
        dimensions.set(last, dimensions.get(last) + told);
        return new Shape(dimensions);
    }

    private static Gan resolved(Gan gan, ShapeInference generator, ShapeInference discriminator) {
        return new Gan(
                gan.name(),
                gan.latentSize(),
                new Gan.Player(((Sequential) generator.definition()).layers()),
                new Gan.Player(((Sequential) discriminator.definition()).layers()),
                gan.condition(),
                gan.l1Weight());
    }

    static List<LayerReport> named(String prefix, ShapeInference network) {
        return network.layers().stream()
                .map(layer -> new LayerReport(
                        layer.index(),
                        prefix + layer.name(),
                        layer.type(),
                        layer.inputs().stream().map(input -> prefix + input).toList(),
                        layer.layer(),
                        layer.inputShape(),
                        layer.outputShape(),
                        layer.parameters(),
                        layer.arrays()))
                .toList();
    }

    private static Violation ofDiscriminator(Violation violation, Gan gan) {
        if (violation.code().equals("shape_mismatch") && violation.pointer().equals("/layers")) {
            return oneUnit("/discriminator/layers", "ends in no dense layer")
                    .suggesting(Suggestion.replace("/discriminator/layers", ended(gan.discriminator())));
        }
        return violation.code().equals("shape_mismatch") && violation.pointer().endsWith("/units")
                ? oneUnit(violation.pointer(), "ends in more than one").under("/discriminator")
                : violation.under("/discriminator");
    }

    /** The layers with an end that tells one chance. */
    private static JsonNode ended(Gan.Player player) {
        JsonNode written = Json.mapper().valueToTree(player);
        ArrayNode layers = (ArrayNode) written.path("layers");
        layers.addObject().put("type", "flatten");
        layers.addObject().put("type", "dense").put("units", 1).put("activation", "sigmoid");
        return layers;
    }

    private static List<Violation> checkEnd(ShapeInference discriminator) {
        LayerReport end = discriminator.layers().get(discriminator.layers().size() - 1);
        String pointer = "/discriminator/layers/" + end.index();
        if (end.outputShape().last() != 1) {
            return List.of(oneUnit(
                    pointer + "/units", "ends in %d".formatted(end.outputShape().last())));
        }
        boolean sigmoid =
                end.layer() instanceof Activated activated && activated.activation() == ActivationFunction.SIGMOID;
        return sigmoid
                ? List.of()
                : List.of(new Violation(
                        pointer + "/activation",
                        "activation_mismatch",
                        "the discriminator answers the chance that an example is real, from 0 to 1: it ends in sigmoid",
                        Suggestion.add(pointer + "/activation", "sigmoid")));
    }

    private static Violation oneUnit(String pointer, String what) {
        return new Violation(
                pointer,
                "shape_mismatch",
                "the discriminator %s; it has to end in one unit, the chance that an example is real".formatted(what),
                Suggestion.replace(pointer, 1));
    }
}
