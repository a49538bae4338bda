package dev.trainyard.plan;

import dev.trainyard.plan.Expression.Term;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Reads an expression by recursive descent: sums of products of signed powers. */
final class ExpressionParser {

    /** {@code StrictMath}, so that training and serving get the same digits on any machine. */
    private static final Map<String, DoubleUnaryOperator> FUNCTIONS = Map.of(
            "sin", StrictMath::sin,
            "cos", StrictMath::cos,
            "tan", StrictMath::tan,
            "tanh", StrictMath::tanh,
            "exp", StrictMath::exp,
            "log", StrictMath::log,
            "sqrt", StrictMath::sqrt,
            "abs", StrictMath::abs);

    private static final int DEEPEST = 30;

    private final String text;
    private final Set<String> columns = new LinkedHashSet<>();
    private int at;
    private int depth;

    ExpressionParser(String text) {
        this.text = text;
    }

    Expression parse() {
        if (text.length() > Expression.LONGEST) {
            throw new IllegalArgumentException(
                    "the expression has %d characters; it may have %d".formatted(text.length(), Expression.LONGEST));
        }
        Term whole = sum();
        if (next() != 0) {
            throw unreadable("'%c' is not expected here".formatted(next()));
        }
        return new Expression(text, columns, whole);
    }

    private Term sum() {
        if (++depth > DEEPEST) {
            throw unreadable("this is nested more than %d deep".formatted(DEEPEST));
        }
        Term left = product();
        while (next() == '+' || next() == '-') {
            boolean plus = text.charAt(at++) == '+';
            Term one = left;
            Term other = product();
            left = plus ? cells -> one.of(cells) + other.of(cells) : cells -> one.of(cells) - other.of(cells);
        }
        depth--;
        return left;
    }

    private Term product() {
        Term left = signed();
        while (next() == '*' || next() == '/') {
            boolean times = text.charAt(at++) == '*';
            Term one = left;
            Term other = signed();
            left = times ? cells -> one.of(cells) * other.of(cells) : cells -> one.of(cells) / other.of(cells);
        }
        return left;
    }

    private Term signed() {
        if (next() != '-') {
            return power();
        }
        at++;
        Term positive = power();
        return cells -> -positive.of(cells);
    }

    private Term power() {
        Term base = operand();
        if (next() != '^') {
            return base;
        }
        at++;
        if (++depth > DEEPEST) {
            throw unreadable("this is nested more than %d deep".formatted(DEEPEST));
        }
        Term exponent = signed();
        depth--;
        return cells -> StrictMath.pow(base.of(cells), exponent.of(cells));
    }

    private Term operand() {
        char first = next();
        if (first == '(') {
            return parenthesis();
        }
        if (first == '"') {
            return quoted();
        }
        if (Character.isDigit(first) || first == '.') {
            return number();
        }
        if (Character.isLetter(first) || first == '_') {
            return named();
        }
        throw unreadable(
                first == 0
                        ? "it ends where a number or a column is expected"
                        : "'%c' is not expected here".formatted(first));
    }

    private Term parenthesis() {
        at++;
        Term inner = sum();
        if (next() != ')') {
            throw unreadable("a closing parenthesis is missing");
        }
        at++;
        return inner;
    }

    private Term quoted() {
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            throw unreadable("the closing quote is missing");
        }
        String name = text.substring(at + 1, end);
        at = end + 1;
        return column(name);
    }

    private Term number() {
        int from = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        try {
            double value = Double.parseDouble(text.substring(from, at));
            return cells -> value;
        } catch (NumberFormatException e) {
            at = from;
            throw unreadable("this is no number");
        }
    }

    private Term named() {
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String name = text.substring(from, at);
        return next() == '(' ? call(name, from) : column(name);
    }

    private Term call(String name, int from) {
        DoubleUnaryOperator function = FUNCTIONS.get(name);
        if (function == null) {
            at = from;
            throw unreadable("there is no function '%s'; there are: %s"
                    .formatted(
                            name,
                            String.join(
                                    ", ", FUNCTIONS.keySet().stream().sorted().toList())));
        }
        Term argument = parenthesis();
        return cells -> function.applyAsDouble(argument.of(cells));
    }

    private Term column(String name) {
        columns.add(name);
        return cells -> cells.applyAsDouble(name);
    }

    /** The next character that is no blank, 0 at the end. */
    private char next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private IllegalArgumentException unreadable(String why) {
        return new IllegalArgumentException("'%s' cannot be read at character %d: %s".formatted(text, at + 1, why));
    }
}
