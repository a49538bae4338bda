package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.json.ByTypeName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** How the learning rate changes while training goes on; formulas and parameters are Keras', counted in epochs. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(ByTypeName.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Schedule {

    /**
     * The rate at one moment.
     *
     * @param start the optimizer's rate
     * @param epoch finished epochs, and the finished share of the one that is under way
     * @param epochs how many there will be
     */
    double rate(double start, double epoch, int epochs);

    /** The policy that lowers the rate when a series no longer gets better, where there is one. */
    default Optional<Plateau> onPlateau() {
        return Optional.empty();
    }

    private static double above0(String name, @Nullable Double value, double otherwise) {
        double number = value == null ? otherwise : value;
        if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s is %s; it is a number above 0".formatted(name, number));
        }
        return number;
    }

    private static double atLeast0(String name, @Nullable Double value, double otherwise) {
        double number = value == null ? otherwise : value;
        if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s is %s; it is 0 or more".formatted(name, number));
        }
        return number;
    }

    private static int count(String name, @Nullable Integer value, int otherwise) {
        int count = value == null ? otherwise : value;
        if (count < 1) {
            throw new IllegalArgumentException("%s is %d; it is at least 1".formatted(name, count));
        }
        return count;
    }

    private static double share(double epoch, @Nullable Integer until, int epochs) {
        return Math.min(1, epoch / (until == null ? epochs : until));
    }

    /** Multiplies the rate by {@code factor} after each {@code every} epochs. */
    @JsonTypeName("step")
    record Step(Double factor, Integer every) implements Schedule {
        public Step {
            factor = above0("factor", factor, 0.5);
            every = count("every", every, 10);
        }

        @Override
        public double rate(double start, double epoch, int epochs) {
            return start * Math.pow(factor, (int) epoch / every);
        }
    }

    /** {@code rate · factor^(epoch / every)}, smoothly. */
    @JsonTypeName("exponential")
    record Exponential(Double factor, Integer every) implements Schedule {
        public Exponential {
            factor = above0("factor", factor, 0.96);
            every = count("every", every, 1);
        }

        @Override
        public double rate(double start, double epoch, int epochs) {
            return start * Math.pow(factor, epoch / every);
        }
    }

    /**
     * Half a cosine from the rate down to its share {@code alpha} (Loshchilov and Hutter 2017).
     *
     * @param epochs when it arrives there; the whole training when left out
     */
    @JsonTypeName("cosine")
    record Cosine(@Nullable Integer epochs, Double alpha) implements Schedule {
        public Cosine {
            epochs = epochs == null ? null : Integer.valueOf(count("epochs", epochs, 1));
            alpha = alpha == null ? 0 : alpha;
            if (!(alpha >= 0 && alpha <= 1)) {
                throw new IllegalArgumentException("alpha is %s; it is a share from 0 to 1".formatted(alpha));
            }
        }

        @Override
        public double rate(double start, double epoch, int all) {
            double cosine = 0.5 * (1 + Math.cos(Math.PI * share(epoch, epochs, all)));
            return start * ((1 - alpha) * cosine + alpha);
        }
    }

    /**
     * {@code (rate - endLearningRate) · (1 - epoch / epochs)^power + endLearningRate}.
     *
     * @param epochs when it arrives at the end; the whole training when left out
     */
    @JsonTypeName("polynomial")
    record Polynomial(@Nullable Integer epochs, Double endLearningRate, Double power) implements Schedule {
        public Polynomial {
            epochs = epochs == null ? null : Integer.valueOf(count("epochs", epochs, 1));
            endLearningRate = atLeast0("endLearningRate", endLearningRate, 0.0001);
            power = above0("power", power, 1);
        }

        @Override
        public double rate(double start, double epoch, int all) {
            return (start - endLearningRate) * Math.pow(1 - share(epoch, epochs, all), power) + endLearningRate;
        }
    }

    /**
     * Rises from 0 to the rate over the first epochs (Goyal et al. 2017), and then follows another schedule.
     *
     * @param then what follows, counted from the end of the rise; the rate stays as it is when left out
     */
    @JsonTypeName("warmup")
    record Warmup(Integer epochs, @Nullable Schedule then) implements Schedule {
        public Warmup {
            epochs = count("epochs", epochs, 5);
            if (then instanceof Warmup) {
                throw new IllegalArgumentException("a warmup is followed by another kind of schedule, not by a warmup");
            }
        }

        @Override
        public double rate(double start, double epoch, int all) {
            if (epoch < epochs) {
                return start * epoch / epochs;
            }
            return then == null ? start : then.rate(start, epoch - epochs, Math.max(1, all - epochs));
        }

        @Override
        public Optional<Plateau> onPlateau() {
            return then == null ? Optional.empty() : then.onPlateau();
        }
    }

    /**
     * Multiplies the rate by {@code factor} whenever {@code monitor} has not got better for {@code patience} epochs (Keras'
     * {@code ReduceLROnPlateau}); the loop that sees the series does it.
     *
     * @param minDelta a smaller gain is none
     * @param minLearningRate the rate never falls below
     */
    @JsonTypeName("plateau")
    record Plateau(String monitor, Double factor, Integer patience, Double minDelta, Double minLearningRate)
            implements Schedule {
        public Plateau {
            monitor = monitor == null ? "validation/loss" : monitor;
            factor = above0("factor", factor, 0.1);
            if (factor >= 1) {
                throw new IllegalArgumentException("factor is %s; it is a share below 1".formatted(factor));
            }
            patience = count("patience", patience, 10);
            minDelta = atLeast0("minDelta", minDelta, 0.0001);
            minLearningRate = atLeast0("minLearningRate", minLearningRate, 0);
        }

        @Override
        public double rate(double start, double epoch, int all) {
            return start;
        }

        @Override
        public Optional<Plateau> onPlateau() {
            return Optional.of(this);
        }
    }
}
