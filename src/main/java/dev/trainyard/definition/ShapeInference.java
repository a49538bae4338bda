package dev.trainyard.definition;

import dev.trainyard.definition.layer.Layer;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks through a network with the shape of its input and works out every layer.
 *
 * @param definition the network with every name and every {@code "auto"} filled in, as far as it fits
 * @param layers the layers up to the first that does not fit
 * @param violations what does not fit; the pointers are relative to the definition
 */
public record ShapeInference(Sequential definition, List<LayerReport> layers, List<Violation> violations) {

    public ShapeInference {
        layers = List.copyOf(layers);
        violations = List.copyOf(violations);
    }

    public static ShapeInference of(Sequential definition, Shape input, Output output) {
        List<Layer> resolved = new ArrayList<>(definition.layers());
        List<LayerReport> reports = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        Shape shape = input;
        for (int index = 0; index < resolved.size() && violations.isEmpty(); index++) {
            Layer layer = resolved.get(index);
            boolean last = index == resolved.size() - 1;
            Fit fit = layer.fit(shape, new Position(defaultName(layer, index), last, output));
            if (fit instanceof Fit.Fits fits) {
                resolved.set(index, fits.layer());
                reports.add(report(index, shape, fits));
                shape = fits.output();
            } else if (fit instanceof Fit.Misfits misfits) {
                String pointer = "/layers/" + index;
                misfits.violations().forEach(violation -> violations.add(violation.under(pointer)));
            }
        }
        if (violations.isEmpty()) {
            violations.addAll(checkEnd(resolved, shape, output));
        }
        return new ShapeInference(new Sequential(definition.name(), resolved), reports, violations);
    }

    public long parameters() {
        return layers.stream().mapToLong(LayerReport::parameters).sum();
    }

    private static String defaultName(Layer layer, int index) {
        return ByTypeName.nameOf(layer.getClass()) + "_" + index;
    }

    private static LayerReport report(int index, Shape input, Fit.Fits fits) {
        return new LayerReport(
                index,
                String.valueOf(fits.layer().name()),
                ByTypeName.nameOf(fits.layer().getClass()),
                input,
                fits.output(),
                fits.parameters().stream()
                        .mapToLong(array -> array.shape().size())
                        .sum(),
                fits.parameters());
    }

    private static List<Violation> checkEnd(List<Layer> layers, Shape shape, Output output) {
        if (shape.rank() == 1 && output.fits(shape.last())) {
            return List.of();
        }
        String pointer = "/layers/" + (layers.size() - 1) + "/units";
        return List.of(new Violation(
                pointer,
                "shape_mismatch",
                "the network answers %s, and the target needs %d".formatted(shape, output.units()),
                Suggestion.replace(pointer, output.units())));
    }
}
