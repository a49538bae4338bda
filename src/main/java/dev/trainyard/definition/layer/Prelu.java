package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Scales numbers below 0 by a factor that is learned at each place, or for all places along some axes (He et al. 2015). */
@JsonTypeName("prelu")
@AutoService(Layer.class)
public record Prelu(
        @Nullable String name,

        @Parameter("How the factors, of the shape of the input with 1 for shared axes, start.")
        Initializer alphaInitializer,

        @Parameter(
                "Axes whose places share a factor, counted from 1, without the batch: [1,2] of a picture leaves one a channel.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Integer> sharedAxes)
        implements Layer {

    public Prelu {
        alphaInitializer = alphaInitializer == null ? Initializer.ZEROS : alphaInitializer;
        sharedAxes = sharedAxes == null ? List.of() : List.copyOf(sharedAxes);
        if (sharedAxes.stream().anyMatch(axis -> axis < 1) || new HashSet<>(sharedAxes).size() < sharedAxes.size()) {
            throw new IllegalArgumentException(
                    "sharedAxes is %s; it has axes once each, counted from 1, such as [1,2]".formatted(sharedAxes));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Prelu() {
        this(null, null, null);
    }

    @Override
    public Initializer initializer(String array) {
        return alphaInitializer;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("prelu")
                        .or(() -> misfit(input))
                        .or(() -> alphaInitializer.misfit("alphaInitializer", factors(input))),
                () -> new Fit.Fits(
                        new Prelu(name == null ? position.name() : name, alphaInitializer, sharedAxes),
                        input,
                        List.of(new ParameterSpec("alpha", factors(input), true))));
    }

    private Optional<Violation> misfit(Shape input) {
        return sharedAxes.stream()
                .filter(axis -> axis > input.rank())
                .findFirst()
                .map(axis -> new Violation(
                        "/sharedAxes",
                        "shape_mismatch",
                        "sharedAxes names axis %d, and an input of shape %s has %d"
                                .formatted(axis, input, input.rank()),
                        Suggestion.remove("/sharedAxes")));
    }

    /** The shape of the factors. */
    public Shape factors(Shape input) {
        return new Shape(IntStream.range(0, input.rank())
                .mapToObj(axis ->
                        sharedAxes.contains(axis + 1) ? 1 : input.dimensions().get(axis))
                .toList());
    }
}
