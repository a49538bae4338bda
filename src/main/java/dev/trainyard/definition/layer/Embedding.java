package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.Units;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks a vector up for each number of a token: {@code [steps]} to {@code [steps, outputDim]}. */
@JsonTypeName("embedding")
@AutoService(Layer.class)
public record Embedding(
        @Nullable String name,

        @Parameter("How many numbers there are, from 0; \"auto\" is the size of the vocabulary.")
        Units inputDim,

        @Parameter(value = "How long each vector is.", min = 1)
        Integer outputDim,

        @Parameter("How the vectors [inputDim, outputDim] start.")
        Initializer embeddingsInitializer)
        implements Layer {

    private static final int USUAL_LENGTH = 32;
    private static final int LONGEST = 10_000;
    private static final Initializer USUAL_START = Initializer.named(Initializer.Distribution.UNIFORM);

    public Embedding {
        inputDim = inputDim == null ? Units.AUTO : inputDim;
        outputDim = outputDim == null ? USUAL_LENGTH : outputDim;
        embeddingsInitializer = embeddingsInitializer == null ? USUAL_START : embeddingsInitializer;
        if (outputDim < 1 || outputDim > LONGEST) {
            throw new IllegalArgumentException(
                    "outputDim is %d; a vector has from 1 to %d numbers".formatted(outputDim, LONGEST));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Embedding() {
        this(null, null, null, null);
    }

    /** The same layer for a vocabulary of so many tokens, unless it names its own. */
    public Embedding of(int vocabulary) {
        return inputDim.isAuto() ? new Embedding(name, new Units(vocabulary), outputDim, embeddingsInitializer) : this;
    }

    @Override
    public Initializer initializer(String array) {
        return embeddingsInitializer;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        List<Violation> violations = new ArrayList<>();
        position.misfitAtEnd("embedding").ifPresent(violations::add);
        misfitOf(input).ifPresent(violations::add);
        if (violations.isEmpty()) {
            Shape vectors = Shape.of(inputDim.count(), outputDim);
            embeddingsInitializer.misfit("embeddingsInitializer", vectors).ifPresent(violations::add);
        }
        return violations.isEmpty() ? fitting(input, position) : new Fit.Misfits(violations);
    }

    private Optional<Violation> misfitOf(Shape input) {
        if (input.rank() != 1) {
            return Optional.of(new Violation(
                    "",
                    "shape_mismatch",
                    "embedding needs a row of token numbers, and gets an input of shape " + input));
        }
        return inputDim.isAuto()
                ? Optional.of(new Violation(
                        "/inputDim",
                        "shape_mismatch",
                        "inputDim is \"auto\", which is the size of a vocabulary, and the examples are no texts",
                        Suggestion.replace("/inputDim", 1000)))
                : Optional.empty();
    }

    private Fit fitting(Shape input, Position position) {
        return new Fit.Fits(
                new Embedding(name == null ? position.name() : name, inputDim, outputDim, embeddingsInitializer),
                Shape.of(input.last(), outputDim),
                List.of(ParameterSpec.trainable("embeddings", inputDim.count(), outputDim)));
    }
}
