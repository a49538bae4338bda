package dev.trainyard.bench.training;

import dev.trainyard.bench.ThisMachine;
import dev.trainyard.json.Json;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * A network and what it learns from.
 *
 * @param definition the layers of a stack, or a whole definition of another kind
 * @param epochs of one run; the first half of them warms up
 * @param engine that trains it here
 * @param aim the least speed that is aimed at, in that of the peer; 0: none was set
 */
public record Workload(
        String name,
        String definition,
        String engine,
        int batchSize,
        int epochs,
        double aim,
        Peer peer,
        Supplier<Examples> examples) {

    /** Who trains the same. */
    public enum Peer {
        /** By Deep Java Library, in eager mode. */
        PYTORCH("PyTorch", TorchMain.class),
        /** Its own layers and loop with the settings they come with. */
        DL4J("DL4J as it comes", Dl4jMain.class);

        private final String title;
        private final Class<?> main;

        Peer(String title, Class<?> main) {
            this.title = title;
            this.main = main;
        }

        String title() {
            return title;
        }

        /** Prints seconds and loss of each epoch. */
        Class<?> main() {
            return main;
        }
    }

    /** Beside PyTorch. */
    Workload(
            String name,
            String definition,
            String engine,
            int batchSize,
            int epochs,
            double aim,
            Supplier<Examples> examples) {
        this(name, definition, engine, batchSize, epochs, aim, Peer.PYTORCH, examples);
    }

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

    private static final String TEXT = """
            [{"type":"embedding","inputDim":2004,"outputDim":32},{"type":"lstm","units":64},{"type":"dense"}]""";

    private static final String GAN = """
            {"kind":"gan","latentSize":8,
             "generator":{"layers":[{"type":"dense","units":64,"activation":"relu"},{"type":"dense","units":64,"activation":"relu"},
                                    {"type":"dense","units":2}]},
             "discriminator":{"layers":[{"type":"dense","units":64,"activation":"leakyRelu"},
                                        {"type":"dense","units":64,"activation":"leakyRelu"},{"type":"dense","units":1}]}}""";

    private static final String RBM = """
            {"kind":"rbm","hiddenUnits":128}""";

    /** All of them, in the order of the report. */
    static List<Workload> all() {
        Supplier<Examples> pictures = () -> Examples.pictures(12_000, 28);
        return List.of(
                new Workload("MLP 784-128-10, batch 32", SMALL, "fused", 32, 30, 2.5, pictures),
                new Workload("MLP 784-128-10, batch 128", SMALL, "fused", 128, 40, 1.8, pictures),
                new Workload("MLP 784-512-512-10, batch 128", WIDE, "fused", 128, 10, 1.0, pictures),
                new Workload(
                        "tabular 10-32-16-2, batch 32", TABULAR, "fused", 32, 10, 15, () -> Examples.rows(200_000, 10)),
                new Workload("LeNet, batch 64", LENET, "fused", 64, 4, 1.1, () -> Examples.pictures(9_000, 28)),
                recurrent("LSTM(64), 50×16, batch 32", "lstm", 64, 10, 1.0),
                recurrent("LSTM(64), 50×16, batch 32", "lstm", 64, 10, 10).beside(Peer.DL4J),
                recurrent("LSTM(256), 50×16, batch 32", "lstm", 256, 4, ThisMachine.hasAvx512() ? 0.9 : 0.7),
                recurrent("GRU(64), 50×16, batch 32", "gru", 64, 10, 2.0),
                new Workload(
                        "text: embedding(32) of 2,000 words, LSTM(64), 50 words, batch 32",
                        TEXT,
                        "fused",
                        32,
                        10,
                        0,
                        () -> Examples.texts(1_600, 50, 2_000)),
                new Workload(
                        "GAN 8-64-64-2 against 2-64-64-1, batch 128",
                        GAN,
                        "fused",
                        128,
                        60,
                        0,
                        () -> Examples.ring(4_096)),
                new Workload("RBM 784-128, CD-1, batch 64", RBM, "auto", 64, 10, 0, pictures));
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

    private Workload beside(Peer other) {
        return new Workload(name, definition, engine, batchSize, epochs, aim, other, examples);
    }

    /** The first tutorial of Keras: the smallest network of the table on pictures of one's own. */
    public static Workload quickStart(int epochs, int batchSize, Examples pictures) {
        return new Workload("quick start", SMALL, "auto", batchSize, epochs, 0, () -> pictures);
    }

    /** A stack of layers that learns a target, {@code gan}, or {@code rbm}. */
    String kind() {
        return kind(definition);
    }

    static String kind(String definition) {
        JsonNode json = Json.mapper().readTree(definition);
        return json.path("kind").asString("sequential");
    }

    /** Pixels are bytes on the disk and fractions in the network. */
    boolean onPictures() {
        return onPictures(definition);
    }

    static boolean onPictures(String definition) {
        return definition.contains("flatten") || kind(definition).equals("rbm");
    }

    int warmEpochs() {
        return epochs / 2;
    }
}
