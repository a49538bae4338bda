package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a sequence forwards and backwards with two copies of a recurrent layer (Schuster and Paliwal 1997), whose arrays
 * are named {@code forwardKernel}, …, {@code backwardBias}.
 */
@JsonTypeName("bidirectional")
@AutoService(Layer.class)
public record Bidirectional(
        @Nullable String name,

        @Parameter(value = "The recurrent layer: lstm, gru or simpleRnn.", required = true)
        Recurrent layer,

        @Parameter("How what both answer becomes one answer.")
        MergeMode mergeMode)
        implements Layer {

    /** Keras' names. */
    public enum MergeMode {
        /** Side by side. */
        @JsonProperty("concat")
        CONCAT,
        @JsonProperty("sum")
        SUM,
        /** The mean. */
        @JsonProperty("ave")
        AVE,
        @JsonProperty("mul")
        MUL
    }

    public Bidirectional {
        layer = layer == null ? new Lstm() : layer;
        mergeMode = mergeMode == null ? MergeMode.CONCAT : mergeMode;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Bidirectional() {
        this(null, null, null);
    }

    @Override
    public StepsNeed stepsNeed() {
        return StepsNeed.STEPS;
    }

    @Override
    public Initializer initializer(String array) {
        String inner = array.substring(array.startsWith("forward") ? "forward".length() : "backward".length());
        return layer.initializer(Character.toLowerCase(inner.charAt(0)) + inner.substring(1));
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(position.misfitAtEnd("bidirectional"), () -> {
            Fit fit = layer.fit(input, position);
            return fit instanceof Fit.Misfits misfits
                    ? new Fit.Misfits(misfits.violations().stream()
                            .map(violation -> violation.under("/layer"))
                            .toList())
                    : both((Fit.Fits) fit, position);
        });
    }

    private Fit both(Fit.Fits one, Position position) {
        List<ParameterSpec> arrays = new ArrayList<>();
        for (String way : List.of("forward", "backward")) {
            one.parameters().forEach(array -> arrays.add(new ParameterSpec(prefixed(way, array), array.shape(), true)));
        }
        int width = one.output().last() * (mergeMode == MergeMode.CONCAT ? 2 : 1);
        return new Fit.Fits(
                new Bidirectional(name == null ? position.name() : name, (Recurrent) one.layer(), mergeMode),
                one.output().withLast(width),
                arrays);
    }

    private static String prefixed(String way, ParameterSpec array) {
        return way
                + Character.toUpperCase(array.name().charAt(0))
                + array.name().substring(1);
    }
}
