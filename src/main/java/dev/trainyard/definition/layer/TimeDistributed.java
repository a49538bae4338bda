package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies one layer to each step of a sequence, such as a convolution to each frame of a clip. */
@JsonTypeName("timeDistributed")
@AutoService(Layer.class)
public record TimeDistributed(
        @Nullable String name,

        @Parameter(value = "The layer; it sees a single step.", required = true)
        Layer layer) implements Activated {

    public TimeDistributed {
        layer = layer == null ? new Dense() : layer;
        if (layer instanceof TimeDistributed || layer.stepsNeed() != StepsNeed.EITHER) {
            throw new IllegalArgumentException(
                    "layer is a %s, which does not see a single step".formatted(ByTypeName.nameOf(layer.getClass())));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public TimeDistributed() {
        this(null, null);
    }

    @Override
    public ActivationFunction activation() {
        return layer instanceof Activated activated ? activated.activation() : ActivationFunction.LINEAR;
    }

    @Override
    public StepsNeed stepsNeed() {
        return StepsNeed.STEPS;
    }

    @Override
    public Initializer initializer(String array) {
        return layer.initializer(array);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(misfit(input), () -> {
            Fit fit = layer.fit(ofStep(input), position);
            return fit instanceof Fit.Misfits misfits
                    ? new Fit.Misfits(misfits.violations().stream()
                            .map(violation -> violation.under("/layer"))
                            .toList())
                    : fits((Fit.Fits) fit, input, position);
        });
    }

    private Optional<Violation> misfit(Shape input) {
        return input.rank() >= 2
                ? Optional.empty()
                : Optional.of(new Violation(
                        "",
                        "shape_mismatch",
                        "timeDistributed reads the steps of a sequence, and gets an input of shape " + input,
                        Suggestion.remove("")));
    }

    private Fit fits(Fit.Fits ofStep, Shape input, Position position) {
        List<Integer> dimensions = new ArrayList<>(List.of(input.dimensions().get(0)));
        dimensions.addAll(ofStep.output().dimensions());
        return new Fit.Fits(
                new TimeDistributed(name == null ? position.name() : name, ofStep.layer()),
                new Shape(dimensions),
                ofStep.parameters());
    }

    /** The shape of one step of a sequence. */
    public static Shape ofStep(Shape sequence) {
        return new Shape(sequence.dimensions().subList(1, sequence.rank()));
    }
}
