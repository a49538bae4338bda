package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.json.Json;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The classic student admissions program, followed number by number over HTTP. */
@Tag("figures")
@TrainyardTest
class TextbookFiguresTest {

    private static final Path DATA = Path.of("..", "shared", "data");

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        assumeTrue(Files.isDirectory(DATA), "the real data is not there: " + DATA);
        http = new Http(port);
    }

    @Test
    void followsTheTextbookNumberByNumber() throws IOException {
        JsonNode reference = Json.mapper().readTree(Files.readAllBytes(DATA.resolve("admissions-reference.json")));
        List<double[]> rows = standardized();
        String train = upload("admissions-train", rows, reference.at("/trainRows"));
        String test = upload("admissions-test", rows, reference.at("/testRows"));

        Answer job = http.trained(job(reference, train, test));

        Map<Integer, Double> mse = new java.util.TreeMap<>();
        for (JsonNode event : events(job.at("/id"))) {
            if (event.at("/series/train~1mse").isNumber()) {
                mse.put(
                        event.at("/epoch").asInt(),
                        event.at("/series/train~1mse").asDouble());
            }
        }
        for (int epoch : new int[] {1, 10, 90, 450, 900}) {
            double expected = reference.at("/trainMse/" + epoch).asDouble();
            System.out.printf("epoch %d: mse %.9f, textbook %.9f%n", epoch, mse.get(epoch), expected);
            assertThat(mse.get(epoch)).isCloseTo(expected, within(1e-4));
        }
        Answer version = http.get("/api/v1/models/textbook/versions/latest");
        assertThat(version.json().at("/metrics/test~1accuracy").asDouble()).isCloseTo(0.725, within(1e-9));
    }

    private List<JsonNode> events(String job) {
        List<JsonNode> events = new ArrayList<>();
        JsonNode page;
        do {
            String after = events.isEmpty()
                    ? "0"
                    : events.get(events.size() - 1).path("seq").asString();
            page = http.get("/api/v1/jobs/" + job + "/events?after=" + after).json();
            StreamSupport.stream(page.at("/data").spliterator(), false).forEach(events::add);
        } while (page.at("/hasMore").asBoolean());
        return events;
    }

    /** admit, then gre and gpa in standard units over all rows (sample deviation), then rank as four columns. */
    private static List<double[]> standardized() throws IOException {
        List<double[]> raw = Files.readAllLines(DATA.resolve("student-admissions.csv")).stream()
                .skip(1)
                .map(line -> java.util.Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        List<double[]> rows = new ArrayList<>();
        for (double[] row : raw) {
            double[] encoded = new double[7];
            encoded[0] = row[0];
            encoded[1] = standard(raw, 1, row);
            encoded[2] = standard(raw, 2, row);
            encoded[2 + (int) row[3]] = 1;
            rows.add(encoded);
        }
        return rows;
    }

    private static double standard(List<double[]> rows, int column, double[] row) {
        double mean = rows.stream().mapToDouble(r -> r[column]).average().orElseThrow();
        double squares = rows.stream()
                .mapToDouble(r -> (r[column] - mean) * (r[column] - mean))
                .sum();
        return (row[column] - mean) / Math.sqrt(squares / (rows.size() - 1));
    }

    private String upload(String name, List<double[]> rows, JsonNode indices) {
        StringBuilder csv = new StringBuilder("admit,gre,gpa,rank1,rank2,rank3,rank4\n");
        for (JsonNode index : indices) {
            double[] row = rows.get(index.asInt());
            csv.append((int) row[0]);
            for (int i = 1; i < row.length; i++) {
                csv.append(',').append(row[i]);
            }
            csv.append('\n');
        }
        String numeric = "{\"name\":\"%s\",\"type\":\"numeric\"}";
        Answer dataset = http.dataset("name=" + name, csv.toString().getBytes(StandardCharsets.UTF_8));
        Answer ready = http.read(http.patch(
                "/api/v1/datasets/" + dataset.at("/id"),
                "{\"columns\":[%s]}"
                        .formatted(String.join(
                                ",",
                                List.of("rank1", "rank2", "rank3", "rank4").stream()
                                        .map(numeric::formatted)
                                        .toList()))));
        assertThat(ready.at("/state")).as(ready.text()).isEqualTo("ready");
        return dataset.at("/id");
    }

    private static Map<String, Object> job(JsonNode reference, String train, String test) {
        List<List<Double>> hidden = new ArrayList<>();
        reference
                .at("/initial/hidden")
                .forEach(row ->
                        hidden.add(List.of(row.get(0).asDouble(), row.get(1).asDouble())));
        List<List<Double>> output = new ArrayList<>();
        reference.at("/initial/output").forEach(value -> output.add(List.of(value.asDouble())));
        return Map.of(
                "name", "textbook",
                "datasetId", train,
                "target", List.of("admit"),
                "definition", Map.of("kind", "sequential", "layers", List.of(layer(2, hidden), layer(1, output))),
                "preprocessing", Map.of("numeric", "none"),
                "split", Map.of("validation", 0, "testDatasetId", test),
                "training",
                        Map.of(
                                "epochs",
                                900,
                                "batchSize",
                                "full",
                                "shuffle",
                                false,
                                "loss",
                                "sse",
                                "metrics",
                                List.of("mse", "accuracy"),
                                "optimizer",
                                Map.of(
                                        "type",
                                        "sgd",
                                        "learningRate",
                                        reference.at("/learningRate").asDouble())));
    }

    private static Map<String, Object> layer(int units, List<List<Double>> kernel) {
        return Map.of(
                "type",
                "dense",
                "units",
                units,
                "activation",
                "sigmoid",
                "useBias",
                false,
                "kernelInitializer",
                Map.of("values", kernel));
    }
}
