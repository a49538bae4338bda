package dev.trainyard.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetCodecTest {

    @Test
    void isReadBackAsItWasWritten() {
        for (TargetCodec codec : List.of(
                new TargetCodec.Classes("admit", List.of("0", "1"), 1),
                new TargetCodec.Labels(List.of(
                        new TargetCodec.Classes("sport", List.of("0", "1"), 1),
                        new TargetCodec.Classes("war", List.of("no", "yes"), 1))),
                new TargetCodec.Values(List.of(new ColumnEncoder.Numeric("price", 1, 2, 1, 0, 9))))) {
            String written = Json.mapper().writeValueAsString(codec);

            assertThat(Json.mapper().readValue(written, TargetCodec.class)).isEqualTo(codec);
        }
    }
}
