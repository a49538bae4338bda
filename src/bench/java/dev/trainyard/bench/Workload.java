package dev.trainyard.bench;

import java.util.List;
import java.util.function.Supplier;

/**
 * A network and what it learns from.
 *
 * @param layers as a definition lists them
 * @param epochs of one run; the first half of them warms up
 * @param engine that trains it here
 * @param aim the least speed that is aimed at, in that of PyTorch
 */
record Workload(
        String name, String layers, String engine, int batchSize, int epochs, double aim, Supplier<Examples> examples) {

    private static final String SMALL = """
            [{"type":"flatten"},{"type":"dense","units":128,"activation":"relu"},{"type":"dropout","rate":0.2},{"type":"dense"}]""";

    private static final String WIDE = """
            [{"type":"flatten"},{"type":"dense","units":512,"activation":"relu"},
             {"type":"dense","units":512,"activation":"relu"},{"type":"dense"}]""";

    private static final String TABULAR = """
            [{"type":"dense","units":32,"activation":"relu"},{"type":"dense","units":16,"activation":"relu"},{"type":"dense"}]""";

    private static final String LENET = """
            [{"type":"conv2d","filters":20,"kernelSize":5,"activation":"relu"},{"type":"maxPooling2d"},
             {"type":"conv2d","filters":50,"kernelSize":5,"activation":"relu"},{"type":"maxPooling2d"},
             {"type":"flatten"},{"type":"dense","units":500,"activation":"relu"},{"type":"dense"}]""";

    private static final String RECURRENT = """
            [{"type":"%s","units":%d},{"type":"dense"}]""";

    /** All of them, in the order of the report. */
    static List<Workload> all() {
        return List.of(
                new Workload(
                        "MLP 784-128-10, batch 32", SMALL, "fused", 32, 30, 2.5, () -> Examples.pictures(12_000, 28)),
                new Workload(
                        "MLP 784-128-10, batch 128", SMALL, "fused", 128, 40, 1.8, () -> Examples.pictures(12_000, 28)),
                new Workload(
                        "MLP 784-512-512-10, batch 128",
                        WIDE,
                        "fused",
                        128,
                        10,
                        1.0,
                        () -> Examples.pictures(12_000, 28)),
                new Workload(
                        "tabular 10-32-16-2, batch 32", TABULAR, "fused", 32, 10, 15, () -> Examples.rows(200_000, 10)),
                new Workload("LeNet, batch 64", LENET, "dl4j", 64, 6, 1.1, () -> Examples.pictures(3_000, 28)),
                recurrent("LSTM(64), 50×16, batch 32", "lstm", 64, 10, 1.0),
                recurrent("LSTM(256), 50×16, batch 32", "lstm", 256, 4, 0.9),
                recurrent("GRU(64), 50×16, batch 32", "gru", 64, 10, 2.0));
    }

    private static Workload recurrent(String name, String layer, int units, int epochs, double aim) {
        return new Workload(
                name,
                RECURRENT.formatted(layer, units),
                "fused",
                32,
                epochs,
                aim,
                () -> Examples.sequences(1_600, 50, 16));
    }

    int warmEpochs() {
        return epochs / 2;
    }
}
