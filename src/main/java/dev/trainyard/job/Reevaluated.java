package dev.trainyard.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.bundle.ColumnDrift;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.Evaluation.Report;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a model's version does on another data set.
 *
 * @param metrics each beside the one of the version's own test rows
 * @param report the same as of the version's own test rows
 * @param drift how far the rows are from the training rows, column by column
 * @param warnings what of that is more than chance
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reevaluated(
        @Schema(example = "ds_01K9Z6N2P4R6T8V0X2Z4B6D8FH") String datasetId,
        List<Compared> metrics,
        @Nullable Report report,
        List<ColumnDrift> drift,
        List<Finding> warnings) {

    private static final String PART = "test/";

    public Reevaluated {
        metrics = List.copyOf(metrics);
        drift = List.copyOf(drift);
        warnings = List.copyOf(warnings);
    }

    /** A metric there and here; null where it was not measured. */
    @Schema(name = "ComparedMetric")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Compared(
            @Schema(example = "test/accuracy") String name,
            @Schema(example = "0.71") @Nullable Double stored,
            @Schema(example = "0.66") @Nullable Double here,
            @Schema(example = "-0.05") @Nullable Double difference) {}

    /** Something that the owner of the model should know of the rows. */
    @Schema(name = "DriftWarning")
    public record Finding(
            @Schema(example = "drift") String code,
            @Schema(example = "gre") String column,

            @Schema(
                    example =
                            "gre is distributed otherwise than in training: its stability index is 0.42, and chance stays below 0.12")
            String message) {}

    /** Compares. */
    public static Reevaluated of(
            String datasetId, Map<String, Double> stored, Evaluation here, List<ColumnDrift> drift) {
        return new Reevaluated(
                datasetId,
                compared(stored, here.metrics()),
                here.parts().get("test"),
                drift,
                drift.stream().flatMap(column -> findings(column).stream()).toList());
    }

    private static List<Compared> compared(Map<String, Double> stored, Map<String, Double> here) {
        TreeSet<String> names = new TreeSet<>(stored.keySet());
        names.addAll(here.keySet());
        return names.stream()
                .filter(name -> name.startsWith(PART))
                .map(name -> compared(name, finite(stored.get(name)), finite(here.get(name))))
                .toList();
    }

    private static Compared compared(String name, @Nullable Double stored, @Nullable Double here) {
        return new Compared(name, stored, here, stored == null || here == null ? null : here - stored);
    }

    /** JSON has no other numbers. */
    private static @Nullable Double finite(@Nullable Double number) {
        return number == null || !Double.isFinite(number) ? null : number;
    }

    private static List<Finding> findings(ColumnDrift column) {
        List<Finding> findings = new ArrayList<>();
        if (column.hasDrifted()) {
            findings.add(finding(
                    "drift",
                    column,
                    "%s is distributed otherwise than in training: its stability index is %.3g, and chance stays below %.3g",
                    column.column(),
                    column.psi(),
                    column.limit()));
        }
        if (column.outside() > 0) {
            findings.add(finding(
                    "outside_training",
                    column,
                    "%.3g %% of the cells of %s have what no training row has: numbers out of its range, or other categories",
                    100 * column.outside(),
                    column.column()));
        }
        return findings;
    }

    private static Finding finding(String code, ColumnDrift column, String message, Object... words) {
        return new Finding(code, column.column(), String.format(Locale.ROOT, message, words));
    }
}
