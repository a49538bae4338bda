package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A number made of the numbers of a row, such as {@code x^2}, {@code x*y} or {@code sin(x)}: {@code + - * / ^},
 * parentheses, {@code sin cos tan tanh exp log sqrt abs}, numbers, and column names, in double quotes where they are more
 * than letters, digits and underscores. Angles are in radians.
 *
 * @param text as it was written
 * @param columns the columns it reads
 */
public record Expression(String text, Set<String> columns, Term term) {

    static final int LONGEST = 200;

    /** A part of an expression, ready to be worked out. */
    interface Term {

        double of(ToDoubleFunction<String> cells);
    }

    public Expression {
        columns = Set.copyOf(columns);
    }

    /** @throws IllegalArgumentException saying where it cannot be read */
    @JsonCreator
    public static Expression parse(String text) {
        return new ExpressionParser(text).parse();
    }

    @JsonValue
    @Override
    public String text() {
        return text;
    }

    /**
     * Works it out.
     *
     * @param cells the number in a column, NaN where it is missing
     * @return NaN where a cell is missing, or where there is no finite result
     */
    public double value(ToDoubleFunction<String> cells) {
        double value = term.of(cells);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression expression && expression.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
