package dev.trainyard.plan;

import dev.trainyard.definition.Gan;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Output;
import dev.trainyard.problem.Suggestion;
import java.util.List;

/** Whether the probabilities of a job can be calibrated. */
record CalibrationFit(Given given, Output output, Parts parts) {

    private static final String FIELD = "/training/calibration";

    void check(List<LayerReport> layers, Remarks remarks) {
        if (given.spec().training().calibration() == null) {
            return;
        }
        if (!output.isOneClass() || output.steps() > 0 || output.isSeveral() || given.definition() instanceof Gan) {
            refuse("calibration is for networks that tell one class of an example", remarks);
        } else if (LastSums.layer(layers).isEmpty()) {
            refuse(
                    "calibration divides the sums of a last dense layer that ends in softmax or sigmoid; this network ends in none",
                    remarks);
        } else if (parts.validation() == 0) {
            refuse("calibration is fitted on validation rows, and split.validation holds none back", remarks);
        }
    }

    private static void refuse(String why, Remarks remarks) {
        remarks.violation(FIELD, "not_calibrated", why, Suggestion.remove(FIELD));
    }
}
