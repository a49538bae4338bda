package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scales numbers below 0 by a factor that is learned at each place (He et al. 2015). */
@JsonTypeName("prelu")
@AutoService(Layer.class)
public record Prelu(
        @Nullable String name,

        @Parameter("How the factors, of the shape of the input, start.")
        Initializer alphaInitializer)
        implements Layer {

    public Prelu {
        alphaInitializer = alphaInitializer == null ? Initializer.ZEROS : alphaInitializer;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Prelu() {
        this(null, null);
    }

    @Override
    public Initializer initializer(String array) {
        return alphaInitializer;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("prelu").or(() -> alphaInitializer.misfit("alphaInitializer", input)),
                () -> new Fit.Fits(
                        new Prelu(name == null ? position.name() : name, alphaInitializer),
                        input,
                        List.of(new ParameterSpec("alpha", input, true))));
    }
}
