package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.trainyard.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    private static final Map<String, Double> ROW = Map.of("x", 3.0, "y", -2.0, "sepal length", 0.5, "gone", Double.NaN);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x^2                        | 9
            x*y                        | -6
            sin(x)                     | 0.1411200081
            -x^2                       | -9
            2^3^2                      | 512
            2^-1                       | 0.5
            x - 1 - 1                  | 1
            x / 2 / 3                  | 0.5
            (x + y) * 2                | 2
            "sepal length" * 4         | 2
            sqrt(abs(y) + 2)           | 2
            1 + -y                     | 3
            exp(log(x))                | 3
            .5 * x                     | 1.5
            """)
    void worksOut(String text, double expected) {
        assertThat(Expression.parse(text).value(ROW::get)).isCloseTo(expected, offset(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"gone + 1", "log(y)", "x / (y + 2)", "exp(x * 1000)"})
    void takesWhatHasNoResultForAMissingCell(String text) {
        assertThat(Expression.parse(text).value(ROW::get)).isNaN();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x +            | it ends where a number or a column is expected
            (x             | a closing parenthesis is missing
            x y            | 'y' is not expected here
            sine(x)        | there is no function 'sine'
            1.2.3          | this is no number
            "x             | the closing quote is missing
            x ; y          | ';' is not expected here
            """)
    void saysWhereItCannotRead(String text, String why) {
        assertThatThrownBy(() -> Expression.parse(text)).hasMessageContaining(why.strip());
    }

    @Test
    void refusesToNestWithoutEnd() {
        assertThatThrownBy(() -> Expression.parse("(".repeat(100) + "x")).hasMessageContaining("nested");
        assertThatThrownBy(() -> Expression.parse("2^".repeat(90) + "x")).hasMessageContaining("nested");
        assertThatThrownBy(() -> Expression.parse("x+".repeat(200) + "x")).hasMessageContaining("401 characters");
    }

    @Test
    void isWrittenAsItWasRead() {
        Expression expression = Expression.parse("x * \"sepal length\"");

        assertThat(expression.columns()).containsExactlyInAnyOrder("x", "sepal length");
        assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(expression), Expression.class))
                .isEqualTo(expression);
    }
}
