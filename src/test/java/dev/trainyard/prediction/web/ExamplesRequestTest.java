package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"images", "sequences", "texts", "clips"})
    void looksIntoModelsOfEveryKindOfExample(String field) {
        ExamplesRequest request = Json.mapper()
                .readValue("{\"%s\":[\"one\"],\"layer\":\"dense_0\"}".formatted(field), ExamplesRequest.class);

        assertThat(request.asked().fields()).isEqualTo(Map.of(field, List.of("one")));
    }
}
