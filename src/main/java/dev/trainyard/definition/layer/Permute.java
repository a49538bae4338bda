package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reorders the axes of its input: axis {@code i} of the result is axis {@code dims[i]} of the input, counted from 1. */
@JsonTypeName("permute")
@AutoService(Layer.class)
public record Permute(
        @Nullable String name,

        @Parameter(
                value = "The order of the axes, counted from 1, without the batch: [2,1] exchanges two.",
                required = true)
        List<Integer> dims)
        implements Layer {

    public Permute {
        dims = dims == null ? List.of(1) : List.copyOf(dims);
        if (!dims.stream()
                .sorted()
                .toList()
                .equals(IntStream.rangeClosed(1, dims.size()).boxed().toList())) {
            throw new IllegalArgumentException(
                    "dims is %s; it has each axis once, counted from 1, such as [2,1]".formatted(dims));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Permute() {
        this(null, null);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("permute").or(() -> misfit(input)),
                () -> new Fit.Fits(new Permute(name == null ? position.name() : name, dims), output(input), List.of()));
    }

    private Optional<Violation> misfit(Shape input) {
        return dims.size() == input.rank()
                ? Optional.empty()
                : Optional.of(new Violation(
                        "/dims",
                        "shape_mismatch",
                        "dims orders %d axes, and an input of shape %s has %d"
                                .formatted(dims.size(), input, input.rank()),
                        Suggestion.replace(
                                "/dims",
                                IntStream.rangeClosed(1, input.rank()).boxed().toList())));
    }

    private Shape output(Shape input) {
        return new Shape(
                dims.stream().map(axis -> input.dimensions().get(axis - 1)).toList());
    }
}
