package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What the network's last layer must answer, as the target columns have it.
 *
 * @param classes number of classes, 0 for regression
 * @param values number of target values a row, 1 for classification
 */
public record Output(int classes, int values) {

    public static Output classes(int classes) {
        return new Output(classes, 1);
    }

    public static Output values(int values) {
        return new Output(0, values);
    }

    @JsonIgnore
    public boolean isClassification() {
        return classes > 0;
    }

    /** How many units the last layer gets when it says {@code "auto"}: one for two classes, else one each. */
    public int units() {
        return isClassification() ? (classes == 2 ? 1 : classes) : values;
    }

    /** Whether a last layer of so many units can answer: two classes fit one unit or two. */
    public boolean fits(int units) {
        return units == units() || (classes == 2 && units == 2);
    }

    /** The target, for messages. */
    String inWords() {
        if (isClassification()) {
            return "a target of %d classes".formatted(classes);
        }
        return values == 1 ? "a target of 1 number" : "a target of %d numbers".formatted(values);
    }

    String widths() {
        return classes == 2 ? "1 unit (or 2)" : units() == 1 ? "1 unit" : "%d units".formatted(units());
    }

    /** The last layer's activation when it says {@code "auto"}. */
    public ActivationFunction activation(int units) {
        if (!isClassification()) {
            return ActivationFunction.LINEAR;
        }
        return units == 1 ? ActivationFunction.SIGMOID : ActivationFunction.SOFTMAX;
    }
}
