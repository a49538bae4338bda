package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers a learned vector for each word, which it is given by number: whole numbers {@code [steps]} become {@code [steps, outputDim]}. */
@JsonTypeName("embedding")
@AutoService(Layer.class)
public record Embedding(
        @Nullable String name,

        @Parameter(value = "How many words there are, numbered from 0.", min = 1, required = true)
        Integer inputDim,

        @Parameter(value = "How many numbers a word becomes.", min = 1, required = true)
        Integer outputDim,

        @Parameter("How the vectors [inputDim, outputDim] start.")
        Initializer embeddingsInitializer)
        implements Layer {

    private static final int MOST = 1_000_000;

    public Embedding {
        inputDim = inputDim == null ? 1 : inputDim;
        outputDim = outputDim == null ? 1 : outputDim;
        embeddingsInitializer = embeddingsInitializer == null
                ? Initializer.named(Initializer.Distribution.UNIFORM)
                : embeddingsInitializer;
        if (inputDim < 1 || inputDim > MOST) {
            throw new IllegalArgumentException("inputDim is %d; it is from 1 to %d".formatted(inputDim, MOST));
        }
        if (outputDim < 1 || outputDim > MOST) {
            throw new IllegalArgumentException("outputDim is %d; it is from 1 to %d".formatted(outputDim, MOST));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Embedding() {
        this(null, null, null, null);
    }

    @Override
    public Initializer initializer(String array) {
        return embeddingsInitializer;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("embedding").or(() -> misfit(input)),
                () -> new Fit.Fits(
                        new Embedding(
                                name == null ? position.name() : name, inputDim, outputDim, embeddingsInitializer),
                        Shape.of(input.dimensions().get(0), outputDim),
                        List.of(ParameterSpec.trainable("embeddings", inputDim, outputDim))));
    }

    private Optional<Violation> misfit(Shape input) {
        if (input.rank() != 1) {
            return Optional.of(new Violation(
                    "",
                    "shape_mismatch",
                    "embedding reads the numbers of words [steps], and gets an input of shape " + input));
        }
        return embeddingsInitializer.misfit("embeddingsInitializer", Shape.of(inputDim, outputDim));
    }
}
