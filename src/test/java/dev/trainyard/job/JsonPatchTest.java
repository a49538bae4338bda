package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonPatchTest {

    private static final String JOB = "{\"training\":{\"epochs\":5},\"layers\":[1,2]}";

    @Test
    void replacesAddsAndRemoves() {
        assertThat(patched("replace", "/training/epochs", 7))
                .isEqualTo("{\"training\":{\"epochs\":7},\"layers\":[1,2]}");
        assertThat(patched("add", "/layers/1", 9)).isEqualTo("{\"training\":{\"epochs\":5},\"layers\":[1,9,2]}");
        assertThat(patched("add", "/layers/-", 9)).isEqualTo("{\"training\":{\"epochs\":5},\"layers\":[1,2,9]}");
        assertThat(patched("replace", "/layers/0", 9)).isEqualTo("{\"training\":{\"epochs\":5},\"layers\":[9,2]}");
        assertThat(patched("remove", "/training/epochs", 0)).isEqualTo("{\"training\":{},\"layers\":[1,2]}");
    }

    @Test
    void replacesWhatWasLeftToItsDefault() {
        assertThat(patched("replace", "/training/seed", 1))
                .isEqualTo("{\"training\":{\"epochs\":5,\"seed\":1},\"layers\":[1,2]}");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> patched("move", "/training", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> patched("add", "/nowhere/x", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String patched(String op, String path, Object value) {
        return JsonPatch.apply(Json.mapper().readTree(JOB), List.of(Map.of("op", op, "path", path, "value", value)))
                .toString();
    }
}
