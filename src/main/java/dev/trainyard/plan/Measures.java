package dev.trainyard.plan;

import dev.trainyard.definition.Output;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** The metrics that can be asked for, and watched. */
final class Measures {

    private static final List<String> OF_CLASSES = List.of("accuracy", "auc", "f1", "precision", "recall", "mse");
    private static final List<String> OF_LABELS =
            List.of("accuracy", "exactMatch", "auc", "f1", "precision", "recall", "mse");
    private static final List<String> OF_VALUES = List.of("mae", "rmse", "r2", "mse");

    private Measures() {}

    static List<String> usual(Output output) {
        return output.isClassification() ? List.of("accuracy") : List.of("mae", "rmse", "r2");
    }

    static void check(Training training, Output output, boolean validated, Remarks remarks) {
        List<String> known = of(output);
        for (int i = 0; i < training.metrics().size(); i++) {
            String name = training.metrics().get(i);
            if (!known.contains(name) && !name.equals("loss")) {
                remarks.unknownName(
                        "/training/metrics/" + i,
                        "unknown_metric",
                        output.isClassification() ? "metric of a classification" : "metric of a regression",
                        name,
                        known);
            }
        }
        if (training.earlyStopping() != null) {
            checkMonitor(training.earlyStopping().monitor(), known, validated, remarks);
        }
    }

    private static List<String> of(Output output) {
        if (output.isMultiLabel()) {
            return OF_LABELS;
        }
        return output.isClassification() ? OF_CLASSES : OF_VALUES;
    }

    private static void checkMonitor(String monitor, List<String> known, boolean validated, Remarks remarks) {
        String pointer = "/training/earlyStopping/monitor";
        List<String> names = new ArrayList<>();
        for (String part : List.of("validation", "train")) {
            names.add(part + "/loss");
            known.forEach(name -> names.add(part + "/" + name));
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
