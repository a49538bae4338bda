package dev.trainyard.trainer.fused;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.UpdateRules;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;

/** A random network with a random loss and a random rule to learn by. */
final class DrawnNetwork {

    private static final List<String> SMOOTH =
            List.of("linear", "sigmoid", "tanh", "elu", "softplus", "softsign", "swish", "gelu", "mish");
    private static final List<String> WITHIN_CELLS = List.of("tanh", "sigmoid", "softsign");
    private static final List<String> LAST = List.of("linear", "sigmoid", "tanh", "softplus", "softmax");
    private static final int CLASSES = 5;

    private final SeededRandom random;
    private final List<String> layers = new ArrayList<>();

    private DrawnNetwork(SeededRandom random) {
        this.random = random;
    }

    /** Of rows, of rows that are laid out as pictures, or of sequences. */
    static ResolvedJob of(SeededRandom random) {
        DrawnNetwork drawn = new DrawnNetwork(random);
        return switch (random.nextInt(3)) {
            case 0 -> drawn.rows();
            case 1 -> drawn.pictures();
            default -> drawn.sequences();
        };
    }

    /** Of sequences, the last steps of which may be padding. */
    static ResolvedJob ofSequences(SeededRandom random) {
        return new DrawnNetwork(random).sequences();
    }

    private ResolvedJob rows() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            layers.add(
                    switch (random.nextInt(9)) {
                        case 0 -> "{\"type\":\"activation\",\"activation\":\"%s\"}".formatted(of(SMOOTH));
                        case 1 -> "{\"type\":\"batchNormalization\"}";
                        case 2 -> "{\"type\":\"layerNormalization\"}";
                        case 3 -> "{\"type\":\"leakyRelu\"}";
                        case 4 -> "{\"type\":\"dropout\",\"rate\":0},{\"type\":\"flatten\"}";
                        default -> dense(1 + random.nextInt(16));
                    });
        }
        return resolved(job());
    }

    private ResolvedJob pictures() {
        int height = 3 + random.nextInt(3);
        int width = 3 + random.nextInt(3);
        int channels = 1 + random.nextInt(2);
        layers.add(dense(height * width * channels));
        layers.add("{\"type\":\"reshape\",\"targetShape\":[%d,%d,%d]}".formatted(height, width, channels));
        for (int i = random.nextInt(2); i >= 0; i--) {
            layers.add(random.nextInt(3) == 0 ? pooling() : convolution());
        }
        layers.add(
                random.nextInt(3) == 0
                        ? "{\"type\":\"batchNormalization\"},{\"type\":\"flatten\"}"
                        : "{\"type\":\"flatten\"}");
        return resolved(job());
    }

    /** With "same", the window may be larger than what is left of the picture. */
    private String convolution() {
        boolean spread = random.nextInt(4) == 0;
        return "{\"type\":\"conv2d\",\"filters\":%d,\"kernelSize\":[%d,%d],\"strides\":%d,\"dilationRate\":%d,\"padding\":\"same\",\"activation\":\"%s\",\"useBias\":%b}"
                .formatted(
                        1 + random.nextInt(4),
                        1 + random.nextInt(3),
                        1 + random.nextInt(3),
                        spread ? 1 : 1 + random.nextInt(2),
                        spread ? 2 : 1,
                        of(SMOOTH),
                        random.nextInt(4) > 0);
    }

    private String pooling() {
        return "{\"type\":\"maxPooling2d\",\"poolSize\":%d,\"strides\":%d,\"padding\":\"same\"}"
                .formatted(1 + random.nextInt(3), 1 + random.nextInt(2));
    }

    private ResolvedJob sequences() {
        Sequence.Mode mode = random.nextInt(2) == 0 ? Sequence.Mode.MANY_TO_ONE : Sequence.Mode.MANY_TO_MANY;
        int steps = 2 + random.nextInt(6);
        if (random.nextInt(3) == 0) {
            layers.add(dense(1 + random.nextInt(6)));
        }
        for (int i = random.nextInt(2); i >= 0; i--) {
            layers.add(recurrent());
            if (random.nextInt(3) == 0) {
                layers.add("{\"type\":\"layerNormalization\"}");
            }
        }
        if (random.nextInt(3) == 0) {
            layers.add(dense(1 + random.nextInt(8)));
        }
        ColumnSchema run = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
        return resolved(job().sequences(new Examples.Sequences(mode, run, null, steps, steps, 0)));
    }

    private String recurrent() {
        String cell = "\"units\":%d,\"activation\":\"%s\",\"useBias\":%b"
                .formatted(1 + random.nextInt(6), of(WITHIN_CELLS), random.nextInt(4) > 0);
        String layer = switch (random.nextInt(4)) {
            case 0 -> "{\"type\":\"simpleRnn\",%s}".formatted(cell);
            case 1 -> "{\"type\":\"gru\",%s}".formatted(cell);
            case 2 -> "{\"type\":\"gru\",\"resetAfter\":false,%s}".formatted(cell);
            default -> "{\"type\":\"lstm\",%s}".formatted(cell);
        };
        return random.nextInt(3) > 0
                ? layer
                : "{\"type\":\"bidirectional\",\"mergeMode\":\"%s\",\"layer\":%s}"
                        .formatted(of(List.of("concat", "sum", "ave", "mul")), layer);
    }

    private String dense(int units) {
        return "{\"type\":\"dense\",\"units\":%d,\"activation\":\"%s\",\"useBias\":%b}"
                .formatted(units, of(SMOOTH), random.nextInt(4) > 0);
    }

    private String of(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private TestJob job() {
        int features = 1 + random.nextInt(6);
        int classes = 3 + random.nextInt(CLASSES - 2);
        return TestJob.on("")
                .numeric(IntStream.range(0, features).mapToObj(i -> "x" + i).toArray(String[]::new))
                .targetClasses(
                        "y", IntStream.range(0, classes).mapToObj(i -> "c" + i).toArray(String[]::new));
    }

    private ResolvedJob resolved(TestJob job) {
        String last = of(LAST);
        ActivationFunction activation = Json.mapper().convertValue(last, ActivationFunction.class);
        List<Loss> losses = EnumSet.complementOf(EnumSet.of(Loss.AUTO)).stream()
                .filter(loss -> DrawnBatch.fit(loss, activation))
                .toList();
        layers.add("{\"type\":\"dense\",\"activation\":\"%s\"}".formatted(last));
        return job.layers(layers.toString())
                .training("{\"optimizer\":{\"type\":\"%s\",\"learningRate\":0.003},\"regularization\":{%s}%s}"
                        .formatted(of(UpdateRules.ALL), regularization(), clipping()))
                .loss(losses.get(random.nextInt(losses.size())))
                .resolved();
    }

    private String regularization() {
        return of(List.of("", "\"l2\":0.003", "\"l1\":0.001", "\"l1\":0.001,\"l2\":0.003"));
    }

    private String clipping() {
        return of(List.of("", "", ",\"gradientClipping\":{\"norm\":0.05}", ",\"gradientClipping\":{\"value\":0.01}"));
    }
}
