package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the network's last layer must answer, as the target columns have it.
 *
 * @param classes number of classes, 0 for regression
 * @param values number of target values a row, 1 for a class; several of two classes each are labels
 * @param steps of a sequence that each have an answer, 0 when there is one answer for the whole example
 * @param itself the shape of the example where the network answers with what it reads, else null
 * @param heads what each output answers, in the order of the targets, where a graph has several; else none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Output(
        int classes,
        int values,
        int steps,
        @Nullable Shape itself,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Head> heads) {

    public Output {
        heads = heads == null ? List.of() : List.copyOf(heads);
    }

    private Output(int classes, int values, int steps, @Nullable Shape itself) {
        this(classes, values, steps, itself, List.of());
    }

    /** What one output of a graph answers. */
    public record Head(String node, Output output) {}

    /** Several targets, each answered by an output of its own. */
    public static Output several(List<Head> heads) {
        return new Output(0, heads.size(), 0, null, heads);
    }

    /** What a node that the network answers with must answer. */
    Output of(String node) {
        return heads.stream()
                .filter(head -> head.node().equals(node))
                .map(Head::output)
                .findFirst()
                .orElse(this);
    }

    @JsonIgnore
    public boolean isSeveral() {
        return !heads.isEmpty();
    }

    public static Output classes(int classes) {
        return new Output(classes, 1, 0, null);
    }

    public static Output values(int values) {
        return new Output(0, values, 0, null);
    }

    /** The example itself, so that there is no target. */
    public static Output itself(Shape example) {
        return new Output(0, Math.toIntExact(example.size()), 0, example);
    }

    /** Whether the network answers with the example it reads. */
    public boolean rebuilds() {
        return itself != null;
    }

    /** Several labels, each of which an example has or has not. */
    public static Output labels(int labels) {
        return new Output(2, labels, 0, null);
    }

    @JsonIgnore
    public boolean isClassification() {
        return classes > 0;
    }

    /** Whether an example may have several of its labels, or none. */
    @JsonIgnore
    public boolean isMultiLabel() {
        return classes == 2 && values > 1;
    }

    /** Whether an example is of exactly one class. */
    @JsonIgnore
    public boolean isOneClass() {
        return isClassification() && !isMultiLabel();
    }

    /** How many units the last layer gets when it says {@code "auto"}: one for two classes, else one each. */
    public int units() {
        if (itself != null) {
            return itself.last();
        }
        return isOneClass() ? (classes == 2 ? 1 : classes) : values;
    }

    /** The same answer for each of so many steps. */
    public Output over(int count) {
        return new Output(
                classes,
                values,
                count,
                null,
                heads.stream()
                        .map(head -> new Head(head.node(), head.output().over(count)))
                        .toList());
    }

    /** Whether a network that answers this shape can answer. */
    public boolean fits(Shape shape) {
        if (itself != null) {
            return shape.equals(itself);
        }
        boolean rank = steps == 0
                ? shape.rank() == 1
                : shape.rank() == 2 && shape.dimensions().get(0) == steps;
        return rank && fits(shape.last());
    }

    /** Whether a last layer of so many units can answer: two classes fit one unit or two. */
    public boolean fits(int units) {
        return units == units() || (isOneClass() && classes == 2 && units == 2);
    }

    /** The target, for messages. */
    String inWords() {
        return steps == 0 ? valueInWords() : "%s at each of %d steps".formatted(valueInWords(), steps);
    }

    private String valueInWords() {
        if (isMultiLabel()) {
            return "a target of %d labels".formatted(values);
        }
        if (isClassification()) {
            return "a target of %d classes".formatted(classes);
        }
        if (itself != null) {
            return "an example of shape %s".formatted(itself);
        }
        return values == 1 ? "a target of 1 number" : "a target of %d numbers".formatted(values);
    }

    String widths() {
        return isOneClass() && classes == 2 ? "1 unit (or 2)" : units() == 1 ? "1 unit" : "%d units".formatted(units());
    }

    /** The last layer's activation when it says {@code "auto"}. */
    public ActivationFunction activation(int units) {
        if (!isClassification()) {
            return ActivationFunction.LINEAR;
        }
        return units == 1 || isMultiLabel() ? ActivationFunction.SIGMOID : ActivationFunction.SOFTMAX;
    }
}
