package dev.trainyard.bench.service;

import dev.trainyard.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An H2O-3 node of one thread, and the calls of its REST API (its own Python client makes the same). */
final class H2o implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final Process process;
    private final double startSeconds;

    /** Starts one and waits until it answers. */
    H2o(String classPath, Path folder) throws IOException {
        Path classes = folder.resolve("h2o-classes");
        copyOwnClass(classes);
        int port = freePort();
        base = "http://127.0.0.1:" + port;
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-Xmx3g",
                H2oMain.class.getName(),
                "-ip",
                "127.0.0.1",
                "-web_ip",
                "127.0.0.1",
                "-port",
                Integer.toString(port),
                "-nthreads",
                "1",
                "-name",
                "bench" + port,
                "-ice_root",
                folder.resolve("ice").toString(),
                "-disable_net"));
        builder.environment().put("CLASSPATH", classes + ":" + classPath);
        long begun = System.nanoTime();
        process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("h2o.log").toFile())
                .start();
        awaitAnswer();
        startSeconds = seconds(begun);
    }

    private static void copyOwnClass(Path classes) throws IOException {
        String name = H2oMain.class.getName().replace('.', '/') + ".class";
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream in = H2oMain.class.getClassLoader().getResourceAsStream(name)) {
            Files.write(file, in.readAllBytes());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort(); // it takes the next one as well
        }
    }

    private void awaitAnswer() {
        while (process.isAlive()) {
            try {
                if (get("/3/Cloud").path("cloud_healthy").asBoolean()) {
                    return;
                }
            } catch (IOException notYet) {
                pause();
            }
        }
        throw new IllegalStateException("H2O-3 did not start");
    }

    double startSeconds() {
        return startSeconds;
    }

    /** Reads a CSV file whose last column is a class, and returns the seconds that took. */
    double imports(Path csv, String name) throws IOException {
        long begun = System.nanoTime();
        JsonNode frames = get("/3/ImportFiles?path=" + encoded(csv.toString())).get("destination_frames");
        String source = frames.toString();
        JsonNode setup = post("/3/ParseSetup", Map.of("source_frames", source));
        JsonNode job = post(
                "/3/Parse",
                Map.ofEntries(
                        Map.entry("destination_frame", name),
                        Map.entry("source_frames", source),
                        Map.entry("parse_type", setup.get("parse_type").asString()),
                        Map.entry("separator", setup.get("separator").asString()),
                        Map.entry("number_columns", setup.get("number_columns").asString()),
                        Map.entry("column_names", setup.get("column_names").toString()),
                        Map.entry("column_types", setup.get("column_types").toString()),
                        Map.entry("check_header", setup.get("check_header").asString()),
                        Map.entry("chunk_size", setup.get("chunk_size").asString()),
                        Map.entry("single_quotes", "false"),
                        Map.entry("delete_on_done", "true")));
        await(job.at("/job/key/name").asString());
        return seconds(begun);
    }

    /** Trains the quick start's network, and returns the seconds that took. */
    double trains(String frame, String target, int epochs, int batchSize) throws IOException {
        long begun = System.nanoTime();
        JsonNode job = post(
                "/3/ModelBuilders/deeplearning",
                Map.ofEntries(
                        Map.entry("model_id", "model"),
                        Map.entry("training_frame", frame),
                        Map.entry("response_column", target),
                        Map.entry("activation", "RectifierWithDropout"),
                        Map.entry("hidden", "[128]"),
                        Map.entry("hidden_dropout_ratios", "[0.2]"),
                        Map.entry("epochs", Integer.toString(epochs)),
                        Map.entry("mini_batch_size", Integer.toString(batchSize)),
                        Map.entry("stopping_rounds", "0"),
                        Map.entry("seed", "42")));
        await(job.at("/job/key/name").asString());
        return seconds(begun);
    }

    /** Answers every row of a frame. */
    Scored scores(String frame) throws IOException {
        long begun = System.nanoTime();
        JsonNode answer = post("/3/Predictions/models/model/frames/" + frame, Map.of());
        return new Scored(
                seconds(begun),
                answer.at("/model_metrics/0/hit_ratio_table/data/1/0").asDouble());
    }

    /**
     * What it made of a frame.
     *
     * @param accuracy from 0 to 1
     */
    record Scored(double seconds, double accuracy) {}

    private void await(String job) throws IOException {
        while (true) {
            JsonNode state = get("/3/Jobs/" + encoded(job)).at("/jobs/0");
            String status = state.path("status").asString();
            if (status.equals("DONE")) {
                return;
            }
            if (status.equals("FAILED") || status.equals("CANCELLED")) {
                throw new IOException(state.toString());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).build());
    }

    private JsonNode post(String path, Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(request.uri() + ": " + answer.body());
            }
            return Json.mapper().readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) * 1e-9;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
