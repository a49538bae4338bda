package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.plan.Expression;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowReaderTest {

    private final RowReader reader = new RowReader(
            new FeatureEncoder(
                    List.of(
                            new ColumnEncoder.Numeric("x", 1, 2, 0, -9, 9),
                            new ColumnEncoder.OneHot("kind", List.of("a", "b"))),
                    List.of(
                            new FeatureEncoder.Derived(
                                    Expression.parse("x^2"), new ColumnEncoder.Numeric("x^2", 10, 5, 25, 0, 81)),
                            new FeatureEncoder.Derived(
                                    Expression.parse("log(x)"), new ColumnEncoder.Numeric("log(x)", 0, 1, 7, 0, 2)))),
            List.of());

    @Test
    void derivesFeaturesOfTheRawNumbers() {
        assertThat(read(Map.of("x", 3, "kind", "b"))).containsExactly(1, 0, 1, -0.2f, (float) Math.log(3));
    }

    @Test
    void fillsInWhatCannotBeDerived() {
        assertThat(read(Map.of("x", -3, "kind", "a"))).containsExactly(-2, 1, 0, -0.2f, 7);
        assertThat(read(Collections.singletonMap("x", null))[3]).isEqualTo(3);
    }

    private float[] read(Map<String, Object> row) {
        return reader.read(List.of(row), new RowFindings("rows")).values();
    }
}
