package dev.trainyard.plan;

import dev.trainyard.definition.Gan;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Rbm;
import dev.trainyard.definition.Vae;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The metrics that can be asked for, and watched.
 *
 * @param what whose metrics they are, for messages
 * @param known all there are
 * @param usual those that are told when none is asked for
 * @param watched the names that can be watched, behind that of the part
 */
record Measures(String what, List<String> known, List<String> usual, List<String> watched) {

    private Measures(String what, List<String> known, List<String> usual) {
        this(what, known, usual, known);
    }

    private static final Measures OF_CLASSES = new Measures(
            "a classification", List.of("accuracy", "auc", "f1", "precision", "recall", "mse"), List.of("accuracy"));
    private static final Measures OF_LABELS = new Measures(
            "several labels",
            List.of("accuracy", "exactMatch", "auc", "f1", "precision", "recall", "mse"),
            List.of("accuracy"));
    private static final Measures OF_VALUES =
            new Measures("a regression", List.of("mae", "rmse", "r2", "mse"), List.of("mae", "rmse", "r2"));
    private static final Measures OF_BINARY_UNITS = new Measures(
            "an RBM",
            List.of("reconstructionError", "pseudoLikelihood", "freeEnergy"),
            List.of("reconstructionError", "pseudoLikelihood", "freeEnergy"));
    private static final Measures OF_NORMAL_UNITS = new Measures(
            "an RBM of gaussian units",
            List.of("reconstructionError", "freeEnergy"),
            List.of("reconstructionError", "freeEnergy"));

    private static final Measures OF_EXAMPLES =
            new Measures("an autoencoder", List.of("mse", "mae"), List.of("mse", "mae"));

    private static final List<String> VAE_METRICS = List.of("reconstructionLoss", "kl", "mse");
    private static final Measures OF_VAES = new Measures("a VAE", VAE_METRICS, VAE_METRICS);

    private static final List<String> GAN_METRICS =
            List.of("generatorLoss", "discriminatorLoss", "discriminatorAccuracy", "diversity");
    private static final Measures OF_GANS = new Measures("a GAN", GAN_METRICS, GAN_METRICS);

    private static final List<String> RESTORING_METRICS = List.of(
            "generatorLoss",
            "discriminatorLoss",
            "discriminatorAccuracy",
            "l1",
            "psnr",
            "ssim",
            "plainL1",
            "plainPsnr",
            "plainSsim");
    private static final Measures OF_RESTORERS =
            new Measures("a GAN that restores pictures", RESTORING_METRICS, RESTORING_METRICS);

    static Measures of(Given given, Output output) {
        if (output.isSeveral()) {
            return ofSeveral(given, output);
        }
        if (output.rebuilds() && given.definition() instanceof Rbm rbm) {
            return rbm.visible() == Rbm.Visible.BERNOULLI ? OF_BINARY_UNITS : OF_NORMAL_UNITS;
        }
        if (given.definition() instanceof Gan gan) {
            return gan.restores() ? OF_RESTORERS : OF_GANS;
        }
        if (given.definition() instanceof Vae) {
            return OF_VAES;
        }
        if (output.rebuilds()) {
            return OF_EXAMPLES;
        }
        if (output.isMultiLabel()) {
            return OF_LABELS;
        }
        return output.isClassification() ? OF_CLASSES : OF_VALUES;
    }

    /** A metric is told of each output that it can be told of, behind the output's name. */
    private static Measures ofSeveral(Given given, Output output) {
        Set<String> known = new LinkedHashSet<>();
        Set<String> usual = new LinkedHashSet<>();
        List<String> watched = new ArrayList<>();
        for (Output.Head head : output.heads()) {
            Measures own = of(given, head.output());
            known.addAll(own.known());
            usual.addAll(own.usual());
            watched.add(head.node() + "/loss");
            own.known().forEach(name -> watched.add(head.node() + "/" + name));
        }
        return new Measures("several outputs", List.copyOf(known), List.copyOf(usual), watched);
    }

    void check(Training training, boolean validated, Remarks remarks) {
        for (int i = 0; i < training.metrics().size(); i++) {
            String name = training.metrics().get(i);
            if (!known.contains(name) && !name.equals("loss")) {
                remarks.unknownName("/training/metrics/" + i, "unknown_metric", "metric of " + what, name, known);
            }
        }
        if (training.earlyStopping() != null) {
            checkMonitor(training.earlyStopping().monitor(), "/training/earlyStopping/monitor", validated, remarks);
        }
        Schedule schedule = training.schedule();
        if (schedule != null) {
            String pointer =
                    "/training/schedule%s/monitor".formatted(schedule instanceof Schedule.Warmup ? "/then" : "");
            schedule.onPlateau().ifPresent(plateau -> checkMonitor(plateau.monitor(), pointer, validated, remarks));
        }
    }

    private void checkMonitor(String monitor, String pointer, boolean validated, Remarks remarks) {
        List<String> names = new ArrayList<>();
        for (String part : List.of("validation", "train")) {
            names.add(part + "/loss");
            watched.forEach(name -> names.add(part + "/" + name));
        }
        if (!names.contains(monitor)) {
            remarks.unknownName(pointer, "unknown_metric", "metric to watch", monitor, names);
        } else if (monitor.startsWith("validation/") && !validated) {
            remarks.violation(
                    pointer,
                    "no_validation",
                    "'%s' cannot be watched: split.validation is 0, so there are no validation rows".formatted(monitor),
                    Suggestion.add(pointer, monitor.replace("validation/", "train/")));
        }
    }
}
