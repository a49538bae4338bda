package dev.trainyard.trainer.engine;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import java.util.ServiceLoader;

/** Makes the engine of one name; found as a service. */
public interface EngineMaker {

    Resources.Engine name();

    /** The one of that name on the class path; {@code auto} is DL4J, which trains everything. */
    static EngineMaker of(Resources.Engine wanted) {
        Resources.Engine name = wanted == Resources.Engine.AUTO ? Resources.Engine.DL4J : wanted;
        return ServiceLoader.load(EngineMaker.class, EngineMaker.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(maker -> maker.name() == name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no engine '%s' is on the class path".formatted(name)));
    }

    /** Makes the network of a job, starting from the given parameters. */
    Engine make(ResolvedJob job, NamedArrays parameters);

    /**
     * Makes one network of several that learn together.
     *
     * @param loss at its end
     */
    default Differentiable make(ResolvedJob job, NamedArrays parameters, RowLoss loss) {
        throw new UnsupportedOperationException(name() + " trains whole networks only");
    }

    /** What does the arithmetic. */
    Kernels kernels();

    /**
     * What does the arithmetic; it changes the last digits, so it is recorded with each run.
     *
     * @param name such as {@code openblas SkylakeX}
     * @param backend {@code cpu} or {@code cuda}
     */
    record Kernels(String name, String backend) {}
}
