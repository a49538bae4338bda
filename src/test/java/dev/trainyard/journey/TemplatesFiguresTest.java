package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.Template;
import dev.trainyard.definition.Templates;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Each template of pictures and of what is learned without a target is planned, trained and published with its sample. */
@Tag("figures")
@TrainyardTest
class TemplatesFiguresTest {

    private static final int ROWS = 100;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cnn",
                "rbm",
                "rbm-pictures",
                "rbm-topics",
                "autoencoder",
                "autoencoder-pictures",
                "vae",
                "gan",
                "gan-pictures",
                "gan-super-resolution",
                "gan-inpainting",
                "gan-colouring"
            })
    void trainsToItsEnd(String name) {
        Http http = new Http(port);
        Template template = new Templates().find(name);
        Answer sample = http.sample(template.sample(), Map.of("rows", ROWS, "seed", 1, "name", name));
        assertThat(sample.at("/state")).as(sample.text()).isEqualTo("ready");
        Map<String, Object> job = new LinkedHashMap<>(template.job());
        job.put("datasetId", sample.at("/id"));
        job.put("training", inTwoEpochs((Map<?, ?>) job.get("training")));

        http.trained(job);
    }

    private static Map<String, Object> inTwoEpochs(Map<?, ?> training) {
        Map<String, Object> two = new LinkedHashMap<>();
        training.forEach((field, value) -> two.put(String.valueOf(field), value));
        two.put("epochs", 2);
        return two;
    }
}
