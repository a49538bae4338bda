package dev.trainyard.bench.service;

import dev.trainyard.json.Json;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Trainyard, as a process of its own on its embedded database. */
final class Ours implements AutoCloseable {

    private final ServiceProcess service;
    private final Http http;
    private int jobs;

    /** Starts it on a folder that it has been started on before, as it is every day but the first. */
    Ours(Path data) throws IOException {
        ServiceProcess.start(data).close();
        service = ServiceProcess.start(data);
        http = service.http();
    }

    double startSeconds() {
        return service.startTime().toNanos() * 1e-9;
    }

    /**
     * A data set that is ready.
     *
     * @param seconds from the upload's first byte
     */
    record Imported(String id, double seconds) {}

    Imported imports(String name, byte[] file) {
        long begun = System.nanoTime();
        Answer ready = http.dataset("name=" + name, file);
        if (!ready.at("/state").equals("ready")) {
            throw new IllegalStateException(ready.text());
        }
        return new Imported(ready.at("/id"), seconds(begun));
    }

    /** A model that answers. */
    record Trained(String name, double seconds, double accuracy) {}

    /**
     * Trains the quick start's network, which is measured on the test pictures afterwards, and waits until the model answers. It
     * begins when the service has come to rest: a trainer is kept warm for the next job, and a caller takes longer than that to
     * look at what the last one made.
     *
     * @param readers of the stream of its events
     */
    Trained trains(String train, String test, int epochs, int batchSize, int readers) {
        JsonNode template =
                http.get("/api/v1/definitions/templates/keras-mnist-quickstart").json();
        String name = "quick-start-" + jobs++;
        Map<String, Object> job = Map.of(
                "name", name,
                "datasetId", train,
                "definition", Map.of("kind", "sequential", "layers", template.at("/job/definition/layers")),
                "task", "classification",
                "preprocessing", Map.of("images", "0-1"),
                "split", Map.of("validation", 0, "testDatasetId", test),
                "training", Map.of("epochs", epochs, "batchSize", batchSize, "seed", 42));
        rest();
        long begun = System.nanoTime();
        Answer accepted = http.post("/api/v1/jobs", job);
        List<Thread> reading = readers(readers, accepted.at("/id"));
        awaitEnd(accepted);
        Answer ready = http.get("/v2/models/" + name + "/ready");
        double seconds = seconds(begun);
        if (ready.status() != 200) {
            throw new IllegalStateException(ready.text());
        }
        reading.forEach(Ours::join);
        double accuracy = http.get("/api/v1/models/" + name + "/versions/1")
                .json()
                .at("/metrics/test~1accuracy")
                .asDouble(Double.NaN);
        return new Trained(name, seconds, accuracy);
    }

    /** Waits until it has nothing more to do: after a job the next trainer warms up. */
    void rest() {
        new Rest(service).awaitIt();
    }

    /** Asks anew as soon as it is answered, and so hears of the end when it comes. */
    private void awaitEnd(Answer accepted) {
        Answer job = accepted;
        while (!job.json().at("/terminal").asBoolean()) {
            job = http.get("/api/v1/jobs/" + accepted.at("/id") + "?wait=60");
        }
        if (!job.at("/state").equals("succeeded")) {
            throw new IllegalStateException(job.text());
        }
    }

    private List<Thread> readers(int count, String job) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> {
                try (Stream<String> events = http.events("/api/v1/jobs/" + job + "/events")) {
                    events.forEach(event -> {});
                }
            });
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Measures a version on a data set again, and returns the seconds that took. */
    double measures(String model, String dataset) {
        long begun = System.nanoTime();
        http.succeeded(http.post("/api/v1/models/" + model + "/versions/1/evaluate", Map.of("datasetId", dataset)));
        return seconds(begun);
    }

    /** The median time that a job of an idle worker waits, by the database's clock. */
    double pickUpSeconds(String dataset) {
        Map<String, Object> job = Map.of(
                "datasetId",
                dataset,
                "definition",
                Map.of("kind", "sequential", "layers", List.of(Map.of("type", "flatten"), Map.of("type", "dense"))),
                "training",
                Map.of("epochs", 1));
        List<Double> waits = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            Answer ended = http.succeeded(http.post("/api/v1/jobs", job));
            Instant created = Instant.parse(ended.at("/createdAt"));
            waits.add(Duration.between(created, Instant.parse(ended.at("/startedAt")))
                            .toNanos()
                    * 1e-9);
        }
        return waits.stream().sorted().toList().get(waits.size() / 2);
    }

    /** How many calls a second are answered that come one after the other, each with one picture. */
    double callsASecond(String model, float[] pixels) {
        String body = Json.mapper().writeValueAsString(Map.of("images", List.of(picture(pixels))));
        call(model, body, 2_000);
        long begun = System.nanoTime();
        call(model, body, 2_000);
        return 2_000 / seconds(begun);
    }

    private void call(String model, String body, int times) {
        for (int i = 0; i < times; i++) {
            Answer answer = http.post("/api/v1/models/" + model + "/predict", body);
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.text());
            }
        }
    }

    private static String picture(float[] pixels) {
        java.awt.image.BufferedImage image =
                new java.awt.image.BufferedImage(Digits.SIDE, Digits.SIDE, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, Digits.SIDE, Digits.SIDE, pixels);
        java.io.ByteArrayOutputStream png = new java.io.ByteArrayOutputStream();
        try {
            javax.imageio.ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return java.util.Base64.getEncoder().encodeToString(png.toByteArray());
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) * 1e-9;
    }

    @Override
    public void close() {
        service.close();
    }
}
