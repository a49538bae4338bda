package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Shape;
import dev.trainyard.json.ByTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** Turns target cells into what the network is trained to answer, and its answers back. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(ByTypeName.class)
public sealed interface TargetCodec {

    /** How many numbers the network answers. */
    @JsonIgnore
    default int width() {
        return Math.toIntExact(shape().size());
    }

    /** How one answer is told: this, or what each step of a sequence is told by. */
    @JsonIgnore
    default TargetCodec ofOne() {
        return this;
    }

    /** The shape of its answer to one example. */
    @JsonIgnore
    Shape shape();

    /**
     * One of several classes.
     *
     * @param name the target column
     * @param units 1 for a single output that is the second class's probability, else one output a class
     */
    @JsonTypeName("classes")
    record Classes(String name, List<String> categories, int units) implements TargetCodec {

        public Classes {
            categories = List.copyOf(categories);
            if (units != categories.size() && !(units == 1 && categories.size() == 2)) {
                throw new IllegalArgumentException(
                        "%d outputs cannot tell %d classes apart".formatted(units, categories.size()));
            }
        }

        @Override
        public Shape shape() {
            return Shape.of(units);
        }

        @Override
        public int width() {
            return units;
        }

        /** The probability of each category, in their order, from one row of the network's answers. */
        public double[] probabilities(float[] answers, int at) {
            if (units == 1) {
                return new double[] {1.0 - answers[at], answers[at]};
            }
            double[] probabilities = new double[units];
            for (int i = 0; i < units; i++) {
                probabilities[i] = answers[at + i];
            }
            return probabilities;
        }

        /** Writes what the network should answer for a class. */
        public void encode(int place, float[] row, int at) {
            if (units == 1) {
                row[at] = place;
            } else {
                java.util.Arrays.fill(row, at, at + units, 0f);
                row[at + place] = 1f;
            }
        }
    }

    /**
     * Several labels, each of which an example has or has not: one output a label, the probability that it has it.
     *
     * @param column the one whose cells list the labels, null where each label has a column of its own
     * @param separator what stands between two labels there, else null
     */
    @JsonTypeName("labels")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Labels(
            List<Classes> labels,
            @Nullable String column,
            @Nullable String separator) implements TargetCodec {

        /** Labels that have a column each. */
        public Labels(List<Classes> labels) {
            this(labels, null, null);
        }

        public Labels {
            labels = List.copyOf(labels);
            if (labels.stream().anyMatch(label -> label.units() != 1)) {
                throw new IllegalArgumentException("a label has one output, the probability of its second category");
            }
        }

        @Override
        public Shape shape() {
            return Shape.of(labels.size());
        }

        @Override
        public int width() {
            return labels.size();
        }

        /** Writes which labels a row has whose cell lists these. */
        public void encode(java.util.Collection<String> listed, float[] row, int at) {
            for (int i = 0; i < labels.size(); i++) {
                row[at + i] = listed.contains(labels.get(i).name()) ? 1f : 0f;
            }
        }

        /** The labels' names, which are those of their columns where each has one. */
        public List<String> names() {
            return labels.stream().map(Classes::name).toList();
        }
    }

    /** The example itself: the network rebuilds what it reads. */
    @JsonTypeName("example")
    record Example(InputEncoder encoder) implements TargetCodec {

        @Override
        public Shape shape() {
            return encoder.shape();
        }
    }

    /** Numbers, each scaled as the training rows had them. */
    @JsonTypeName("values")
    record Values(List<ColumnEncoder.Numeric> columns) implements TargetCodec {

        public Values {
            columns = List.copyOf(columns);
        }

        @Override
        public Shape shape() {
            return Shape.of(columns.size());
        }

        @Override
        public int width() {
            return columns.size();
        }
    }

    /**
     * A text, token by token: at each step the network answers how likely each token of the vocabulary is.
     *
     * @param name the target column
     * @param steps how many tokens it may have, its end included
     */
    @JsonTypeName("tokens")
    record Tokens(String name, Vocabulary vocabulary, int steps) implements TargetCodec {

        @Override
        public Shape shape() {
            return Shape.of(steps, vocabulary.size());
        }

        /** The likeliest token at each step, the first of several. */
        public int[] likeliest(float[] answers, int at) {
            int[] numbers = new int[steps];
            for (int step = 0; step < steps; step++) {
                int from = at + step * vocabulary.size();
                for (int i = 1; i < vocabulary.size(); i++) {
                    numbers[step] = answers[from + i] > answers[from + numbers[step]] ? i : numbers[step];
                }
            }
            return numbers;
        }

        /** Writes the numbers of a text with its end, cut where it is longer, padded where it is shorter. */
        public void encode(int[] numbers, float[] row, int at) {
            int count = Math.min(numbers.length, steps - 1);
            for (int step = 0; step < steps; step++) {
                row[at + step] = step < count ? numbers[step] : step == count ? Vocabulary.END : Vocabulary.PADDING;
            }
        }
    }

    /** What each of several outputs answers, side by side. */
    @JsonTypeName("several")
    record Several(List<Head> heads) implements TargetCodec {

        public Several {
            heads = List.copyOf(heads);
        }

        /** An output by its name in the definition. */
        public record Head(String name, TargetCodec codec) {}

        @Override
        public Shape shape() {
            return Shape.of(
                    heads.stream().mapToInt(head -> head.codec().width()).sum());
        }
    }

    /**
     * The same for each of several steps.
     *
     * @param flat whether the network answers all steps as one row of numbers
     * @param asInput whether only so many are meant as the input has; otherwise all
     */
    @JsonTypeName("steps")
    record Steps(TargetCodec each, int steps, boolean flat, boolean asInput) implements TargetCodec {

        public Steps {
            if (each instanceof Steps || steps < 1) {
                throw new IllegalArgumentException("%d steps of %s cannot be told".formatted(steps, each));
            }
        }

        @Override
        public TargetCodec ofOne() {
            return each;
        }

        @Override
        public Shape shape() {
            return flat ? Shape.of(steps * each.width()) : Shape.of(steps, each.width());
        }
    }
}
