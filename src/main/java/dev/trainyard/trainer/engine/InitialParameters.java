package dev.trainyard.trainer.engine;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.JobFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The first values of a network's parameters: from one seed the same numbers for every engine. */
public final class InitialParameters {

    /** The standard deviation of a standard normal cut off at two, by which Keras corrects its truncated normals. */
    private static final double TRUNCATED_STDDEV = 0.87962566103423978;

    private final SeededRandom random;

    private InitialParameters(SeededRandom random) {
        this.random = random;
    }

    /**
     * Draws them.
     *
     * @throws JobFailed {@code shape_mismatch} when given values do not fit their array
     */
    public static NamedArrays of(ResolvedJob job) {
        InitialParameters start =
                new InitialParameters(new SeededRandom(job.training().seed()));
        List<NamedArray> arrays = new ArrayList<>();
        for (LayerReport report : job.layers()) {
            for (ParameterSpec spec : report.arrays()) {
                arrays.add(start.array(
                        report.name() + "/" + spec.name(),
                        spec.shape(),
                        report.layer().initializer(spec.name())));
            }
        }
        return new NamedArrays(arrays);
    }

    private NamedArray array(String name, Shape shape, Initializer initializer) {
        List<?> given = initializer.values();
        float[] values = given == null ? drawn(shape, initializer) : given(name, shape, given);
        return new NamedArray(name, shape.dimensions(), values);
    }

    private float[] drawn(Shape shape, Initializer initializer) {
        if (initializer.type() == Initializer.Distribution.ORTHOGONAL) {
            return OrthogonalStart.of(shape, random);
        }
        DoubleSupplier source = source(shape, initializer);
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) source.getAsDouble();
        }
        return values;
    }

    private DoubleSupplier source(Shape shape, Initializer initializer) {
        double in = fan(shape, 2);
        double out = fan(shape, 1);
        return switch (initializer.type()) {
            case ZEROS, VALUES, ORTHOGONAL -> () -> 0;
            case ONES -> () -> 1;
            case CONSTANT -> initializer::value;
            case NORMAL -> () -> initializer.mean() + initializer.stddev() * random.nextGaussian();
            case TRUNCATED_NORMAL -> () -> initializer.mean() + initializer.stddev() * truncated();
            case UNIFORM -> () -> uniform(initializer.min(), initializer.max());
            case GLOROT_UNIFORM -> uniform(Math.sqrt(6 / (in + out)));
            case HE_UNIFORM -> uniform(Math.sqrt(6 / in));
            case LECUN_UNIFORM -> uniform(Math.sqrt(3 / in));
            case GLOROT_NORMAL -> normal(Math.sqrt(2 / (in + out)));
            case HE_NORMAL -> normal(Math.sqrt(2 / in));
            case LECUN_NORMAL -> normal(Math.sqrt(1 / in));
        };
    }

    /** How many numbers meet in one unit, or one number meets, as Keras counts: the last two axes and all before them. */
    private static double fan(Shape shape, int fromEnd) {
        List<Integer> dimensions = shape.dimensions();
        int rank = dimensions.size();
        double field = 1;
        for (int i = 0; i < rank - 2; i++) {
            field *= dimensions.get(i);
        }
        return field * dimensions.get(Math.max(0, rank - fromEnd));
    }

    private DoubleSupplier uniform(double limit) {
        return () -> uniform(-limit, limit);
    }

    private double uniform(double min, double max) {
        return min + (max - min) * random.nextDouble();
    }

    private DoubleSupplier normal(double stddev) {
        return () -> stddev / TRUNCATED_STDDEV * truncated();
    }

    private double truncated() {
        double value = random.nextGaussian();
        while (Math.abs(value) > 2) {
            value = random.nextGaussian();
        }
        return value;
    }

    private static float[] given(String name, Shape shape, List<?> values) {
        List<Float> flat = new ArrayList<>();
        collect(name, shape, 0, values, flat);
        float[] array = new float[flat.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = flat.get(i);
        }
        return array;
    }

    private static void collect(String name, Shape shape, int axis, List<?> values, List<Float> into) {
        boolean last = axis == shape.rank() - 1;
        if (values.size() != shape.dimensions().get(axis)) {
            throw misfit(name, shape, "has %d entries along axis %d".formatted(values.size(), axis));
        }
        for (Object value : values) {
            if (last && value instanceof Number number) {
                into.add(number.floatValue());
            } else if (!last && value instanceof List<?> inner) {
                collect(name, shape, axis + 1, inner, into);
            } else {
                throw misfit(name, shape, "holds %s at axis %d".formatted(value, axis));
            }
        }
    }

    private static JobFailed misfit(String name, Shape shape, String what) {
        return new JobFailed(
                "shape_mismatch",
                "the given values of %s do not fit: the array has shape %s, and the list %s"
                        .formatted(name, shape, what),
                "give the values as nested lists of shape %s".formatted(shape));
    }
}
