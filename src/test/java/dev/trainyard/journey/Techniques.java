package dev.trainyard.journey;

import dev.trainyard.testing.Http;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small job for each way to learn. */
final class Techniques {

    private static final Map<String, Object> TANH = Map.of("type", "dense", "units", 8, "activation", "tanh");
    private static final Map<String, Object> LAST = Map.of("type", "dense");

    private Techniques() {}

    static final List<String> NAMES = List.of("mlp", "cnn", "lstm", "gan", "rbm");

    /** Checkpoints are so many updates apart, whatever an epoch has; a job has fewer than may be kept, and keeps all. */
    static final int UPDATES_BETWEEN = 20;

    /** The body of a job with the name of a technique, that trains for a second or so; it is called so, too. */
    static Map<String, Object> job(Http http, String name) {
        Map<String, Object> job = switch (name) {
            case "mlp" -> job(sample(http, "circle", 300), mlp(), 60, 10);
            case "cnn" -> job(sample(http, "digits", 60), cnn(), 60, 4);
            case "lstm" -> job(sample(http, "sine", 150), lstm(), 60, 10);
            case "gan" -> job(sample(http, "circle", 300), gan(), 40, 20);
            default -> job(sample(http, "bars-and-stripes", 60), rbm(), 150, 4);
        };
        if (name.equals("lstm")) {
            job.put("sequence", Map.of("orderColumn", "t", "window", 6, "horizon", 1));
        }
        if (name.equals("rbm")) {
            job.put("task", "representation");
        }
        job.put("name", name);
        return job;
    }

    private static Map<String, Object> mlp() {
        return sequential(TANH, Map.of("type", "dropout", "rate", 0.1), Map.of("type", "batchNormalization"), LAST);
    }

    private static Map<String, Object> cnn() {
        return sequential(
                Map.of("type", "conv2d", "filters", 2, "kernelSize", 5, "strides", 3, "activation", "relu"),
                Map.of("type", "flatten"),
                LAST);
    }

    private static Map<String, Object> lstm() {
        return sequential(Map.of("type", "lstm", "units", 4), LAST);
    }

    private static Map<String, Object> gan() {
        return Map.of(
                "kind",
                "gan",
                "latentSize",
                2,
                "generator",
                Map.of("layers", List.of(TANH, LAST)),
                "discriminator",
                Map.of("layers", List.of(TANH, LAST)));
    }

    private static Map<String, Object> rbm() {
        return Map.of("kind", "rbm", "hiddenUnits", 6);
    }

    private static String sample(Http http, String name, int rows) {
        Map<String, Object> spec =
                name.equals("bars-and-stripes") ? Map.of("seed", 1) : Map.of("rows", rows, "seed", 1);
        return http.sample(name, spec).at("/id");
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Map<String, Object> sequential(Map<String, Object>... layers) {
        return Map.of("kind", "sequential", "layers", List.of(layers));
    }

    private static Map<String, Object> job(String dataset, Map<String, Object> definition, int epochs, int batch) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("datasetId", dataset);
        job.put("definition", definition);
        job.put("maxAttempts", 100);
        Map<String, Object> checkpoint = Map.of("everyIterations", UPDATES_BETWEEN, "keep", 100);
        job.put("training", Map.of("epochs", epochs, "batchSize", batch, "checkpoint", checkpoint));
        return job;
    }
}
