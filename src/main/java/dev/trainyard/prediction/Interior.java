package dev.trainyard.prediction;

import dev.trainyard.bundle.DegradedEncoder;
import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.NoiseEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.definition.Shape;
import dev.trainyard.prediction.OnnxNetwork.Port;
import dev.trainyard.prediction.Servable.Read;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network asked for something else than its answer: what its layers make of examples, and how odd those are. */
record Interior(
        Manifest manifest, OnnxNetwork network, @Nullable OnnxNetwork decoder) {

    private static final Shape ONE = Shape.of(1);

    /** The output of that name, null when the bundle tells nothing of it. */
    static @Nullable Port port(Inside inside, String tensor) {
        Inside.Anomaly anomaly = inside.anomaly();
        if (anomaly != null && tensor.equals(anomaly.tensor())) {
            return new Port(tensor, ONE);
        }
        return inside.layers().stream()
                .filter(layer -> layer.tensor().equals(tensor))
                .map(layer -> new Port(tensor, layer.shape()))
                .findFirst()
                .orElse(null);
    }

    /** A layer by its name, or the one that is meant when none is named. */
    Inside.Layer layer(@Nullable String name) {
        Inside inside = manifest.inside();
        List<String> names = inside == null
                ? List.of()
                : inside.layers().stream().map(Inside.Layer::name).toList();
        if (inside == null || names.isEmpty()) {
            throw refused("", "no_layers", "this version tells nothing of its layers; train it again to ask for them");
        }
        String wanted = name == null ? inside.code() : name;
        if (wanted == null) {
            throw refused(
                    "/layer",
                    "missing_field",
                    "layer is missing; this model has %s".formatted(String.join(", ", names)),
                    Suggestion.add("/layer", names.get(names.size() - 1)));
        }
        Optional<Inside.Layer> found = inside.layer(wanted);
        return found.orElseThrow(() -> unknown(wanted, names));
    }

    private static Problem unknown(String wanted, List<String> names) {
        Suggestion suggestion = NearestName.of(wanted, names)
                .map(nearest -> Suggestion.replace("/layer", nearest))
                .orElse(null);
        String message = "there is no layer '%s'; there are: %s".formatted(wanted, String.join(", ", names));
        return refused("/layer", "unknown_layer", message, suggestion);
    }

    /** What a layer makes of examples: a list of numbers each, row-major where the layer answers a shape. */
    List<List<Float>> features(Read read, Inside.Layer layer) {
        return rows(network.read(read.encoded(), read.rows(), new Port(layer.tensor(), layer.shape())), read.rows());
    }

    private static List<List<Float>> rows(float[] numbers, int rows) {
        int width = numbers.length / rows;
        List<List<Float>> lists = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            List<Float> list = new ArrayList<>(width);
            for (int i = row * width; i < (row + 1) * width; i++) {
                list.add(numbers[i]);
            }
            lists.add(list);
        }
        return lists;
    }

    /** The examples as the network rebuilds them, still encoded. */
    float[] rebuilt(Read read) {
        if (!(manifest.codec() instanceof TargetCodec.Example)) {
            throw refused("", "no_reconstruction", "this model predicts and rebuilds nothing; ask it by predict");
        }
        if (manifest.encoder() instanceof NoiseEncoder) {
            throw refused(
                    "",
                    "no_reconstruction",
                    "this model makes examples of noise and rebuilds none; ask it by generate");
        }
        if (restores()) {
            throw refused(
                    "",
                    "no_reconstruction",
                    "this model makes pictures whole of what is left of them; ask it by predict, or by generate with images");
        }
        return network.answer(read.encoded(), read.rows());
    }

    /** Whether whole pictures are made of what is left of them. */
    boolean restores() {
        return manifest.encoder() instanceof DegradedEncoder;
    }

    /** Whole pictures, still encoded. */
    float[] restored(Read left) {
        return network.answer(left.encoded(), left.rows());
    }

    /** What is made of noise, still encoded. */
    float[] made(Read noise) {
        return (decoder == null ? network : decoder).answer(noise.encoded(), noise.rows());
    }

    /** The noise that examples are made of; nothing when none are. */
    Optional<NoiseEncoder> noise() {
        if (manifest.encoder() instanceof NoiseEncoder noise) {
            return Optional.of(noise);
        }
        Inside inside = manifest.inside();
        return inside == null || inside.prior() == null
                ? Optional.empty()
                : Optional.of(new NoiseEncoder(inside.prior().latentSize(), List.of()));
    }

    /** Mean squared error of each example's rebuilt numbers, in the network's own units. */
    static double[] errors(Read read, float[] rebuilt) {
        int width = rebuilt.length / read.rows();
        double[] errors = new double[read.rows()];
        for (int i = 0; i < rebuilt.length; i++) {
            double error = (double) read.encoded().values()[i] - rebuilt[i];
            errors[i / width] += error * error / width;
        }
        return errors;
    }

    Inside.Anomaly anomaly() {
        Inside inside = manifest.inside();
        if (inside == null || inside.anomaly() == null) {
            throw refused("", "no_score", "this model tells no anomalies; an RBM or an autoencoder does");
        }
        return inside.anomaly();
    }

    /** How odd each example is, the higher the odder. */
    double[] scores(Read read) {
        String tensor = anomaly().tensor();
        if (tensor == null) {
            return errors(read, rebuilt(read));
        }
        float[] scores = network.read(read.encoded(), read.rows(), new Port(tensor, ONE));
        double[] wide = new double[scores.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = scores[i];
        }
        return wide;
    }

    static Problem refused(String pointer, String code, String message) {
        return refused(pointer, code, message, null);
    }

    private static Problem refused(String pointer, String code, String message, @Nullable Suggestion suggestion) {
        return new Problem(
                ProblemType.INVALID_PREDICTION_INPUT,
                message,
                List.of(new Violation(pointer, code, message, suggestion)));
    }
}
