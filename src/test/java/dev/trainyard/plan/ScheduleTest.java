package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.trainyard.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    /** From a rate of 0.1, over 20 epochs: after none of them, 5, 12.5 and all. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"step","factor":0.5,"every":5}                                  | 0.1 | 0.05       | 0.025      | 0.00625
            {"type":"exponential","factor":0.5,"every":5}                           | 0.1 | 0.05       | 0.01767767 | 0.00625
            {"type":"cosine"}                                                       | 0.1 | 0.08535534 | 0.03086583 | 0
            {"type":"cosine","epochs":10,"alpha":0.1}                               | 0.1 | 0.055      | 0.01       | 0.01
            {"type":"polynomial","endLearningRate":0.02}                            | 0.1 | 0.08       | 0.05       | 0.02
            {"type":"polynomial","power":2,"endLearningRate":0,"epochs":10}         | 0.1 | 0.025      | 0          | 0
            {"type":"warmup","epochs":10}                                           | 0   | 0.05       | 0.1        | 0.1
            {"type":"warmup","epochs":4,"then":{"type":"step","every":8}}           | 0   | 0.1        | 0.05       | 0.025
            """)
    void changesTheRate(String schedule, double first, double second, double third, double last) {
        Training training = Json.mapper().readValue("""
                {"epochs":20,"optimizer":{"type":"sgd","learningRate":0.1},"schedule":%s}""".formatted(schedule), Training.class);

        assertThat(training.learningRate(0)).isCloseTo(first, offset(1e-8));
        assertThat(training.learningRate(5)).isCloseTo(second, offset(1e-8));
        assertThat(training.learningRate(12.5)).isCloseTo(third, offset(1e-8));
        assertThat(training.learningRate(20)).isCloseTo(last, offset(1e-8));
    }

    @Test
    void survivesBeingWrittenAndRead() {
        String written = "{\"type\":\"warmup\",\"epochs\":3,\"then\":{\"type\":\"cosine\",\"alpha\":0.0}}";

        Schedule read = Json.mapper().readValue(written, Schedule.class);

        assertThat(Json.mapper().writeValueAsString(read)).isEqualTo(written);
    }

    @Test
    void refusesNumbersThatMeanNothing() {
        assertThatThrownBy(() -> Json.mapper().readValue("{\"type\":\"step\",\"factor\":0}", Schedule.class))
                .hasMessageContaining("factor is 0.0; it is a number above 0");
        assertThatThrownBy(() -> Json.mapper().readValue("{\"type\":\"cosine\",\"alpha\":2}", Schedule.class))
                .hasMessageContaining("alpha is 2.0");
    }
}
