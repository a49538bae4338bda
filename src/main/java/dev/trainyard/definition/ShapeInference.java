package dev.trainyard.definition;

import dev.trainyard.definition.layer.Convolved;
import dev.trainyard.definition.layer.Dense;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.StepsNeed;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Walks through a network with the shape of its input and works out every layer.
 *
 * @param definition the network with every name and every {@code "auto"} filled in, as far as it fits
 * @param layers the layers up to the first that does not fit
 * @param violations what does not fit; the pointers are relative to the definition
 */
public record ShapeInference(ModelDefinition definition, List<LayerReport> layers, List<Violation> violations) {

    /** DL4J keeps all parameters in one array, which counts its elements by 31 bits. */
    private static final long MOST_PARAMETERS = Integer.MAX_VALUE;

    public ShapeInference {
        layers = List.copyOf(layers);
        violations = List.copyOf(violations);
    }

    public static ShapeInference of(ModelDefinition definition, Shape input, Output output) {
        try {
            return inferred(definition, input, output);
        } catch (ArithmeticException e) { // an array with more numbers than can be counted
            return new ShapeInference(
                    definition,
                    List.of(),
                    List.of(new Violation(
                            "",
                            "too_large",
                            "what the layers answer, or their parameters, are more numbers than can be counted: %s"
                                    .formatted(e.getMessage()))));
        }
    }

    private static ShapeInference inferred(ModelDefinition definition, Shape input, Output output) {
        if (definition instanceof Sequential sequential) {
            return ofSequential(sequential, input, output);
        }
        if (definition instanceof Graph graph) {
            return GraphInference.of(graph, input, output);
        }
        if (definition instanceof Gan gan) {
            return GanShapes.of(gan, input, output);
        }
        if (definition instanceof Vae vae) {
            return VaeShapes.of(vae, input);
        }
        if (definition instanceof Rbm rbm) {
            return RbmShapes.of(rbm, input, output);
        }
        throw new IllegalArgumentException("nothing infers the shapes of " + definition);
    }

    private static ShapeInference ofSequential(Sequential definition, Shape input, Output output) {
        List<Layer> resolved = new ArrayList<>(definition.layers());
        List<LayerReport> reports = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        Shape shape = input;
        for (int index = 0; index < resolved.size() && violations.isEmpty(); index++) {
            Layer layer = resolved.get(index);
            boolean last = index == resolved.size() - 1;
            Position position =
                    new Position(defaultName(layer, index), last, output, wantsSteps(resolved, index, output));
            Fit fit = layer.fit(shape, position);
            if (fit instanceof Fit.Fits fits) {
                resolved.set(index, fits.layer());
                reports.add(report(index, inputs(reports), shape, fits));
                shape = fits.output();
            } else if (fit instanceof Fit.Misfits misfits) {
                for (Violation violation : misfits.violations()) {
                    violations.add(placed(violation, index, layer, shape, position));
                }
            }
        }
        violations.addAll(LayerNames.misfits(definition, resolved));
        if (violations.isEmpty()) {
            violations.addAll(checkEnd(resolved, shape, output));
            violations.addAll(checkSize("/layers", reports));
        }
        return new ShapeInference(new Sequential(definition.name(), resolved), reports, violations);
    }

    /** Where nothing but a function is missing at the end, or a layer between, that is suggested. */
    private static Violation placed(Violation violation, int index, Layer layer, Shape shape, Position position) {
        Output output = position.output();
        Violation placed = violation.under("/layers/" + index);
        if (Bridge.isMissing(violation)) {
            return Bridge.before(layer, shape, position)
                    .map(bridge -> placed.suggesting(Suggestion.add("/layers/" + index, Bridge.written(bridge))))
                    .orElse(placed);
        }
        boolean wanted = violation.code().equals("last_layer")
                && layer.fit(shape, new Position("end", false, output, output.steps() > 0)) instanceof Fit.Fits fits
                && output.fits(fits.output());
        return wanted
                ? placed.suggesting(Suggestion.add("/layers/-", Map.of("type", "activation", "activation", "auto")))
                : placed;
    }

    public long parameters() {
        return layers.stream().mapToLong(LayerReport::parameters).sum();
    }

    /** Whether the first layer behind that does not take either needs steps; the target decides where there is none. */
    private static boolean wantsSteps(List<Layer> layers, int index, Output output) {
        return layers.stream()
                .skip(index + 1L)
                .map(Layer::stepsNeed)
                .filter(need -> need != StepsNeed.EITHER)
                .findFirst()
                .map(need -> need == StepsNeed.STEPS)
                .orElse(output.steps() > 0);
    }

    private static String defaultName(Layer layer, int index) {
        return ByTypeName.nameOf(layer.getClass()) + "_" + index;
    }

    /** Each layer reads the one before it. */
    private static List<String> inputs(List<LayerReport> before) {
        return before.isEmpty()
                ? List.of()
                : List.of(before.get(before.size() - 1).name());
    }

    static LayerReport report(int index, List<String> inputs, Shape input, Fit.Fits fits) {
        return new LayerReport(
                index,
                String.valueOf(fits.layer().name()),
                ByTypeName.nameOf(fits.layer().getClass()),
                inputs,
                fits.layer(),
                input,
                fits.output(),
                fits.parameters().stream()
                        .mapToLong(array -> array.shape().size())
                        .sum(),
                fits.parameters());
    }

    static List<Violation> checkSize(String pointer, List<LayerReport> reports) {
        double trainable = reports.stream()
                .flatMap(report -> report.arrays().stream())
                .filter(ParameterSpec::trainable)
                .mapToDouble(array -> array.shape().size())
                .sum();
        if (trainable == 0) {
            return List.of(new Violation(pointer, "nothing_to_learn", "no layer has parameters that could be trained"));
        }
        return trainable <= MOST_PARAMETERS
                ? List.of()
                : List.of(new Violation(
                        pointer,
                        "too_many_parameters",
                        "the network has %.0f parameters; it can have at most %d"
                                .formatted(trainable, MOST_PARAMETERS)));
    }

    static String misfit(Shape shape, Output output) {
        return "the network answers %s, and %s needs %s".formatted(shape, output.inWords(), output.widths());
    }

    private static List<Violation> checkEnd(List<Layer> layers, Shape shape, Output output) {
        if (output.fits(shape)) {
            return List.of();
        }
        Shape example = output.itself();
        if (example != null && example.rank() > 1) {
            return List.of(unlike(example, shape, layers));
        }
        String message = misfit(shape, output);
        int dense = layers.size() - 1;
        while (dense >= 0 && !(layers.get(dense) instanceof Dense)) {
            dense--;
        }
        if (dense < 0) {
            return List.of(new Violation(
                    "/layers", "shape_mismatch", message, Suggestion.add("/layers/-", Map.of("type", "dense"))));
        }
        boolean unflattened = shape.rank() > 1 && output.steps() == 0;
        if (unflattened) {
            String before = "/layers/" + dense;
            return List.of(new Violation(
                    before,
                    "shape_mismatch",
                    message + ", so the shape must be flattened before",
                    Suggestion.add(before, Map.of("type", "flatten"))));
        }
        String pointer = "/layers/" + dense + "/units";
        return List.of(new Violation(pointer, "shape_mismatch", message, Suggestion.replace(pointer, output.units())));
    }

    /** A picture is answered by layers that end in its shape. */
    private static Violation unlike(Shape example, Shape shape, List<Layer> layers) {
        int end = layers.size() - 1;
        String pointer = "/layers/" + end;
        String message = "the network answers %s, and an example has the shape %s".formatted(shape, example);
        boolean byFilters = layers.get(end) instanceof Convolved && sides(shape).equals(sides(example));
        return byFilters
                ? new Violation(
                        pointer + "/filters",
                        "shape_mismatch",
                        message,
                        Suggestion.replace(pointer + "/filters", example.last()))
                : new Violation(
                        pointer,
                        "shape_mismatch",
                        message + ": end in that shape, by convolutions, or by reshape and activation");
    }

    private static List<Integer> sides(Shape shape) {
        return shape.dimensions().subList(0, shape.rank() - 1);
    }
}
