package dev.trainyard.prediction.web;

import dev.trainyard.Trainyard;
import dev.trainyard.json.Json;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.DenseBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Resident;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.MediaType;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.ObjectReader;

/** The service as a process of its own, with endpoints to compare with, and one that publishes drawn networks. */
public final class ServingProgram {

    private ServingProgram() {}

    public static void main(String[] arguments) {
        run(arguments);
    }

    /** With more beans of a test. */
    public static void run(String[] arguments, Class<?>... more) {
        SpringApplication service = new SpringApplication(Trainyard.class, Plain.class);
        service.addPrimarySources(List.of(more));
        service.run(arguments);
    }

    /** Networks to publish: {@code count} models, or versions of one. */
    record Drawn(String model, long seed, int[] widths, int count, boolean versions) {}

    /** What a prediction of two classes is answered with. */
    record Answer(String model, int version, List<One> predictions, List<String> warnings) {

        record One(String label, Map<String, Float> probabilities) {}

        static Answer of(int rows) {
            One one = new One("c0", Map.of("c0", 0.85438216f, "c1", 0.14561784f));
            return new Answer("small", 1, Collections.nCopies(rows, one), List.of());
        }
    }

    /** Where, as with predictions, nothing is written into the audit. No test's scan finds it. */
    @TestComponent
    @RestController
    @RequestMapping(
            path = "/v2/models/plain",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    static class Plain {

        private static final ObjectReader JSON =
                Json.mapper().reader().without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

        private final TestVersions versions;
        private final ProtocolBodies bodies;

        Plain(ObjectStore store, ModelRegistry registry, ProtocolBodies bodies) {
            this.versions = new TestVersions(store, registry);
            this.bodies = bodies;
        }

        /** Parses the JSON of a prediction and answers that of one, without a model, as endpoints usually do. */
        @PostMapping("/echo")
        Answer echo(@RequestBody PredictRequest request) {
            return Answer.of(request.rows() == null ? 0 : request.rows().size());
        }

        /** The same with no more than each number read and each number written. */
        @PostMapping("/lean")
        Object lean(HttpServletRequest call) throws IOException {
            int rows = 0;
            double sum = 0;
            try (JsonParser json = JSON.createParser(bodies.readJson(call))) {
                for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                    rows += token == JsonToken.END_OBJECT ? 1 : 0;
                    sum += token.isNumeric() ? json.getDoubleValue() : 0;
                }
            }
            return written(rows - 1, Double.isFinite(sum) ? 0.85438216f : 0);
        }

        private static byte[] written(int rows, float probability) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 + rows * 96);
            try (JsonGenerator json = Json.mapper().createGenerator(bytes)) {
                json.writeStartObject();
                json.writeName("predictions");
                json.writeStartArray();
                for (int row = 0; row < rows; row++) {
                    json.writeStartObject();
                    json.writeStringProperty("label", "c0");
                    json.writeName("probabilities");
                    json.writeStartObject();
                    json.writeNumberProperty("c0", probability);
                    json.writeNumberProperty("c1", 1 - probability);
                    json.writeEndObject();
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            return bytes.toByteArray();
        }

        @PostMapping("/publish")
        Map<String, Object> publish(@RequestBody Drawn drawn) throws IOException {
            for (int i = 0; i < drawn.count(); i++) {
                DenseBundle bundle = DenseBundle.of(drawn.seed() + i, drawn.widths());
                Path folder = Files.createTempDirectory("drawn");
                try {
                    String model = drawn.versions() ? drawn.model() : drawn.model() + i;
                    versions.registry().register(versions.stored(model, bundle.manifest(), bundle.write(folder), null));
                } finally {
                    FileSystemUtils.deleteRecursively(folder);
                }
            }
            return Map.of("published", drawn.count());
        }

        /** Resident memory, in megabytes, once the garbage is gone. */
        @PostMapping("/memory")
        Map<String, Object> memory(@RequestBody Map<String, Object> ignored) throws IOException {
            return Map.of("megabytes", Resident.megabytesAfterCollection());
        }
    }
}
