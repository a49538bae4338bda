package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trainyard.definition.layer.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A restricted Boltzmann machine, or a stack of them, each over the hidden units of the one below. With a target the stack
 * goes on as a network of sigmoid layers that learns the target.
 */
@JsonTypeName("rbm")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rbm(
        @Nullable String name,

        @Parameter("How many hidden units; a list stacks machines, the first over the columns.")
        HiddenUnits hiddenUnits,

        @Parameter("Whether the columns are chances and bits (bernoulli) or standardized numbers (gaussian).")
        Visible visible,

        @Parameter(value = "Steps of Gibbs sampling in each update: the k of CD-k.", min = 1)
        Integer cd,

        @Parameter("Whether sampling goes on where the last update left it, instead of at the data.")
        Boolean persistent,

        @Parameter("How much of the time a hidden unit should be on, and how strongly it is pulled there.") @Nullable
        Sparsity sparsity,

        @Parameter(
                value =
                        "With a target: how many of the epochs go to each machine before the whole network learns the target.",
                min = 1)
        @Nullable
        Integer pretrainingEpochs)
        implements ModelDefinition {

    private static final int MOST_STEPS = 100;

    public Rbm {
        Names.check("name", name);
        if (hiddenUnits == null) {
            throw new IllegalArgumentException(
                    "hiddenUnits is missing; say how many hidden units there are, such as 64 or [256, 64]");
        }
        visible = visible == null ? Visible.BERNOULLI : visible;
        cd = cd == null ? 1 : cd;
        persistent = persistent != null && persistent;
        if (cd < 1 || cd > MOST_STEPS) {
            throw new IllegalArgumentException("cd is %d; it is from 1 to %d".formatted(cd, MOST_STEPS));
        }
        if (pretrainingEpochs != null && pretrainingEpochs < 1) {
            throw new IllegalArgumentException(
                    "pretrainingEpochs is %d; each machine gets at least 1".formatted(pretrainingEpochs));
        }
    }

    /** What the visible units are. */
    public enum Visible {
        @JsonProperty("bernoulli")
        BERNOULLI,
        @JsonProperty("gaussian")
        GAUSSIAN
    }

    /** The sizes of the machines, bottom up: a number, or a list of them. */
    public record HiddenUnits(List<Integer> sizes) {

        private static final int MOST_MACHINES = 20;

        public HiddenUnits {
            if (sizes.isEmpty()
                    || sizes.size() > MOST_MACHINES
                    || sizes.stream().anyMatch(size -> size < 1 || size > Units.MOST)) {
                throw new IllegalArgumentException(
                        "hiddenUnits is %s; it is a whole number from 1 to %d, or a list of 1 to %d of them"
                                .formatted(sizes, Units.MOST, MOST_MACHINES));
            }
            sizes = List.copyOf(sizes);
        }

        @JsonCreator
        static HiddenUnits read(Object value) {
            if (value instanceof Integer size) {
                return new HiddenUnits(List.of(size));
            }
            if (value instanceof List<?> list && list.stream().allMatch(Integer.class::isInstance)) {
                return new HiddenUnits(list.stream().map(Integer.class::cast).toList());
            }
            throw new IllegalArgumentException(
                    "hiddenUnits is %s; it is a whole number from 1 up, or a list of them".formatted(value));
        }

        @JsonValue
        Object written() {
            return sizes.size() == 1 ? sizes.get(0) : sizes;
        }
    }

    /** The cost of a hidden unit's mean being off its target. */
    public record Sparsity(Double target, Double cost) {
        public Sparsity {
            target = target == null ? 0.1 : target;
            cost = cost == null ? 0.1 : cost;
            if (!(target > 0 && target < 1 && cost >= 0)) {
                throw new IllegalArgumentException(
                        "sparsity has target %s and cost %s; target is between 0 and 1, cost 0 or more"
                                .formatted(target, cost));
            }
        }
    }
}
