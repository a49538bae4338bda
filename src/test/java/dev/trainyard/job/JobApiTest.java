package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.job.QueueTest.Bench;
import dev.trainyard.json.Json;
import dev.trainyard.testing.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@QueueTest
class JobApiTest {

    private static final String JOBS = "/api/v1/jobs";

    @LocalServerPort
    int port;

    @Autowired
    Bench bench;

    @Autowired
    RunningJobs running;

    private final String label = Bench.newLabel();
    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void acceptsAJobAndShowsIt() {
        Http.Answer accepted = http.post(JOBS, request("\"name\":\"first\",\"model\":\"m\""));
        assertThat(accepted.status()).isEqualTo(202);
        JsonNode job = http.get(accepted.location()).json();
        assertThat(withoutPlace(job)).isEqualTo(withoutPlace(accepted.json()));
        assertThat(job.at("/id").asString()).startsWith("job_");
        assertThat(job.at("/state").asString()).isEqualTo("queued");
        assertThat(job.at("/terminal").asBoolean()).isFalse();
        assertThat(job.at("/progress/epoch").isInt()).isTrue();
        assertThat(job.at("/progress/epochs").asInt()).isEqualTo(100);
        assertThat(job.at("/queue/position").asInt()).isPositive();
        assertThat(job.at("/queue/reason").asString()).isEqualTo("waiting for a worker; none is running");
        assertThat(job.at("/transitions/0/state").asString()).isEqualTo("queued");
        assertThat(job.at("/resolved/training/optimizer/type").asString()).isEqualTo("adam");
        assertThat(job.at("/reproducibility").asString()).isEqualTo("bit-exact");
        assertThat(job.propertyNames())
                .contains("phase", "result", "failure", "stopReason", "engine", "threads", "retryOf", "finishedAt");
    }

    @Test
    void saysOfAJobOnAGpuThatItIsMadeAgainOnlyStatistically() {
        Http.Answer accepted = http.post(
                JOBS, request("\"name\":\"on-a-gpu\"").replace("{\"labels\"", "{\"device\":\"gpu\",\"labels\""));
        assertThat(accepted.at("/reproducibility")).as(accepted.text()).isEqualTo("statistical");
        http.post(JOBS + "/" + accepted.at("/id") + "/cancel", "");
    }

    @Test
    void saysOfAJobThatWentOnWithOtherKernelsThatItIsMadeAgainOnlyStatistically() {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        running.append(claim, List.of(new NewEvent.Warning("loss_increasing", "look")));
        assertThat(http.get(JOBS + "/" + id).at("/reproducibility")).isEqualTo("bit-exact");

        running.append(claim, List.of(new NewEvent.Warning("other_kernels", "the last digits differ")));

        assertThat(http.get(JOBS + "/" + id).at("/reproducibility")).isEqualTo("statistical");
    }

    @Test
    void refusesAnInvalidJobWithThePlansViolations() {
        Http.Answer refused = http.post(JOBS, "{}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/code")).isEqualTo("invalid_job");
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/datasetId");
        assertThat(refused.at("/errors/0/suggestion/op")).isEqualTo("add");
    }

    @Test
    void listsTheNewestFirstAndFilters() {
        String model = "model-" + label;
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(
                    0,
                    http.post(JOBS, request("\"model\":\"%s\"".formatted(model)))
                            .at("/id"));
        }
        JsonNode page = http.get(JOBS + "?limit=2&model=" + model).json();
        assertThat(ids(page)).containsExactly(ids.get(0), ids.get(1));
        assertThat(page.at("/hasMore").asBoolean()).isTrue();
        assertThat(page.at("/data/0").has("resolved")).isFalse();
        JsonNode rest = http.get(JOBS
                        + "?limit=2&model=%s&after=%s"
                                .formatted(model, page.at("/nextAfter").asString()))
                .json();
        assertThat(ids(rest)).containsExactly(ids.get(2));
        assertThat(http.get(JOBS + "?state=running&model=" + model).json().at("/data"))
                .isEmpty();
        assertThat(http.get(JOBS + "?state=runing").status()).isEqualTo(400);
        assertThat(http.get(JOBS + "?limit=201").status()).isEqualTo(400);
    }

    @Test
    void holdsTheAnswerUntilTheJobHasEnded() throws Exception {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        CompletableFuture<Http.Answer> waiting =
                CompletableFuture.supplyAsync(() -> http.get(JOBS + "/" + id + "?wait=60"));
        running.fail(claim, new Failure("internal", Phase.TRAINING, "it broke", null, true));
        assertThat(waiting.get(5, TimeUnit.MINUTES).at("/state")).isEqualTo("failed");
        assertThat(http.get(JOBS + "/" + id + "?wait=61").status()).isEqualTo(400);
        assertThat(http.get(JOBS + "/job_none?wait=1").status()).isEqualTo(404);
    }

    @Test
    void answersWhatItKnowsWhenTheWaitIsOver() {
        String id = bench.submit(label, "");
        assertThat(http.get(JOBS + "/" + id + "?wait=1").at("/state")).isEqualTo("queued");
    }

    @Test
    void refusesWhatAJobsStateDoesNotAllow() {
        String id = bench.submit(label, "");
        assertThat(http.post(JOBS + "/" + id + "/finish", "").status()).isEqualTo(409);
        assertThat(http.post(JOBS + "/" + id + "/resume", "").status()).isEqualTo(409);
        assertThat(http.delete(JOBS + "/" + id).status()).isEqualTo(409);
        assertThat(http.patch(JOBS + "/" + id, Map.of("priority", 5)).at("/priority"))
                .isEqualTo("5");
        assertThat(http.post(JOBS + "/" + id + "/cancel", "").at("/state")).isEqualTo("cancelled");
        assertThat(http.post(JOBS + "/" + id + "/cancel", "").status()).isEqualTo(202);
        assertThat(http.patch(JOBS + "/" + id, Map.of("priority", 5)).status()).isEqualTo(409);
        assertThat(http.delete(JOBS + "/" + id).status()).isEqualTo(204);
        assertThat(http.get(JOBS + "/" + id).status()).isEqualTo(404);
        assertThat(http.post(JOBS + "/" + id + "/cancel", "").status()).isEqualTo(404);
    }

    @Test
    void retriesWithARemedyApplied() {
        String id = bench.submit(label, "\"training\":{\"optimizer\":{\"type\":\"sgd\",\"learningRate\":1000.0}}");
        Map<String, Object> patch =
                Map.of("op", "replace", "path", "/training/optimizer", "value", Map.of("type", "adam"));
        Failure failure = new Failure(
                "loss_nan",
                "training",
                "the loss is NaN",
                null,
                true,
                List.of(new Failure.Remedy("Go back to Adam", List.of(patch))),
                List.of());
        running.fail(bench.claim(label, "w"), failure);
        Http.Answer retried = http.post(JOBS + "/" + id + "/retry", Map.of("remedy", 0));
        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.at("/retryOf")).isEqualTo(id);
        assertThat(retried.at("/resolved/training/optimizer/type")).isEqualTo("adam");
        assertThat(retried.at("/resolved/resources/labels/0")).isEqualTo(label);
        assertThat(http.post(JOBS + "/" + id + "/retry", Map.of("remedy", 1)).status())
                .isEqualTo(400);
        Http.Answer unchanged = http.post(JOBS + "/" + id + "/retry", "");
        assertThat(unchanged.at("/resolved/training/optimizer/type")).isEqualTo("sgd");
    }

    @Test
    void answersFewerMetricsThatKeepTheLookOfTheLinesEachExact() {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        running.append(
                claim, IntStream.rangeClosed(0, 100).mapToObj(JobApiTest::epoch).toList());
        running.append(
                claim, List.of(new NewEvent.Metrics(101, 101, Map.of("train/loss", 9.0), 0, null, null, null, true)));
        running.append(
                claim,
                IntStream.rangeClosed(102, 200).mapToObj(JobApiTest::epoch).toList());
        JsonNode few = http.get(JOBS + "/" + id + "/metrics?maxPoints=12").json();
        List<Integer> epochs =
                few.at("/epochs").valueStream().map(JsonNode::asInt).toList();
        assertThat(epochs).hasSize(12).isSorted().startsWith(0).contains(101).endsWith(200);
        for (int i = 0; i < epochs.size(); i++) {
            double exact = epochs.get(i) == 101 ? 9.0 : 1.0 / (1 + epochs.get(i));
            assertThat(few.at("/series/train~1loss/" + i).asDouble()).isEqualTo(exact);
        }
        assertThat(few.at("/total").asInt()).isEqualTo(201);
        JsonNode job = http.get(JOBS + "/" + id).json();
        assertThat(job.at("/progress/effort/time/backward").asDouble()).isEqualTo(0.75);
        assertThat(job.at("/progress/effort/ofProductLimit").asDouble()).isEqualTo(0.5);
        assertThat(http.get(JOBS + "/" + id + "/metrics").json().at("/epochs")).hasSize(201);
        assertThat(http.get(JOBS + "/" + id + "/metrics?maxPoints=1").status()).isEqualTo(400);
    }

    private static NewEvent epoch(int epoch) {
        Effort effort = new Effort(Map.of("forward", 0.25, "backward", 0.75), 0.5);
        return new NewEvent.Metrics(epoch, epoch, Map.of("train/loss", 1.0 / (1 + epoch)), 0, null, null, effort, true);
    }

    @Test
    void listsEventsOnPages() {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        running.append(claim, List.of(new NewEvent.Warning("loss_increasing", "look")));
        JsonNode page = http.get(JOBS + "/" + id + "/events?limit=2").json();
        assertThat(page.at("/data/0/type").asString()).isEqualTo("state");
        assertThat(page.at("/nextAfter").asString()).isEqualTo("2");
        JsonNode rest =
                http.get(JOBS + "/" + id + "/events?after=2", "Accept", "*/*").json();
        assertThat(rest.at("/data/0/seq").asLong()).isEqualTo(3);
        assertThat(rest.at("/data/0/code").asString()).isEqualTo("loss_increasing");
        assertThat(rest.at("/hasMore").asBoolean()).isFalse();
    }

    @Test
    void readsTheLogOfARunningJob() {
        String id = bench.submit(label, "");
        running.append(bench.claim(label, "w"), List.of(new NewEvent.Log("info", "4 rows to train on")));
        assertThat(http.get(JOBS + "/" + id + "/logs").text()).isEqualTo("INFO 4 rows to train on\n");
        assertThat(http.get(JOBS + "/" + id + "/checkpoints").json().at("/data"))
                .isEmpty();
    }

    @Test
    void answersWhatTheEventsTellOfALogThatIsLost() {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        running.append(claim, List.of(new NewEvent.Log("info", "4 rows to train on")));
        running.keepLog(claim, SampleJobs.NOWHERE);
        running.fail(claim, new Failure("internal", Phase.TRAINING, "it broke", null, true));
        assertThat(http.get(JOBS + "/" + id + "/logs").text()).isEqualTo("INFO 4 rows to train on\n");
    }

    @Test
    void streamsEventsToAReaderThatKeepsComingBackWithoutAGapOrADouble() throws Exception {
        assertThat(disconnects(300)).isGreaterThanOrEqualTo(100);
    }

    @Test
    @Tag("figures")
    void streamsEventsThroughAThousandDisconnects() throws Exception {
        int disconnects = disconnects(3000);
        System.out.printf("disconnects of an SSE reader without gap or double: %d%n", disconnects);
        assertThat(disconnects).isGreaterThanOrEqualTo(1000);
    }

    /** Has a reader follow a job of so many epochs, and tells how often it hung up. */
    private int disconnects(int epochs) throws Exception {
        String id = bench.submit(label, "");
        Running claim = bench.claim(label, "w");
        Reader reader = new Reader(id);
        CompletableFuture<List<Long>> reading = CompletableFuture.supplyAsync(reader::readAll);
        for (int i = 0; i < epochs; i++) {
            running.append(claim, List.of(epoch(i)));
        }
        running.stopped(claim, StopRequest.CANCEL);
        int last = epochs + 4;
        assertThat(reading.get(10, TimeUnit.MINUTES))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, last).mapToObj(Long::valueOf).toList());
        assertThat(http.get(
                                JOBS + "/" + id + "/events",
                                "Accept",
                                "text/event-stream",
                                "Last-Event-ID",
                                Integer.toString(last))
                        .status())
                .as("after the end")
                .isEqualTo(204);
        return reader.disconnects;
    }

    /** Hangs up after a few events, again and again, and resumes where it was. */
    private final class Reader {

        private final String id;
        private final Random moods = new Random(7);
        private final List<Long> seen = new ArrayList<>();
        private int disconnects;

        Reader(String id) {
            this.id = id;
        }

        List<Long> readAll() {
            boolean ended = false;
            while (!ended) {
                long patience = 1 + moods.nextInt(4);
                String last = seen.isEmpty() ? "" : seen.get(seen.size() - 1).toString();
                try (Stream<String> lines = new Http(port).events(JOBS + "/" + id + "/events", "Last-Event-ID", last)) {
                    List<String> data = lines.filter(line -> line.startsWith("data:"))
                            .takeWhile(new Patience(patience)::test)
                            .map(line -> line.substring(5))
                            .toList();
                    for (String each : data) {
                        JsonNode event = Json.mapper().readTree(each);
                        seen.add(event.at("/seq").asLong());
                        ended |= event.at("/type").asString().equals("end");
                    }
                }
                disconnects++;
            }
            return seen;
        }
    }

    private static final class Patience {
        private long left;

        Patience(long events) {
            left = events;
        }

        boolean test(String line) {
            return left-- > 0;
        }
    }

    private String request(String more) {
        return """
                {"datasetId":"ds_1","definition":{"kind":"sequential","layers":[{"type":"dense"}]},
                 "resources":{"labels":["%s"]},%s}
                """.formatted(label, more);
    }

    private static List<String> ids(JsonNode page) {
        return page.at("/data")
                .valueStream()
                .map(job -> job.at("/id").asString())
                .toList();
    }

    /** A job without its place in the queue, which moves with every other job that is queued or reaped meanwhile. */
    private static JsonNode withoutPlace(JsonNode job) {
        ObjectNode copy = job.deepCopy().asObject();
        copy.withObject("/queue").remove("position");
        return copy;
    }
}
