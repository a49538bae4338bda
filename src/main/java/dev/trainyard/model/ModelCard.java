package dev.trainyard.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Task;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A version in short, for people: what it is for, what it was made from, how well it does and what to be careful about
 * (Mitchell et al. 2019).
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelCard(
        @Schema(example = "admissions") String name,
        @Schema(example = "1") int version,
        Instant createdAt,
        Task task,
        List<String> aliases,
        List<String> reads,
        List<String> answers,
        Training training,
        Map<String, Double> metrics,
        @Nullable List<Evaluation.ColumnImportance> importance,
        List<String> cautions) {

    private static final int FEW_ROWS = 100;

    /** What it was made from. */
    @Schema(name = "ModelCardTraining")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Training(
            @Schema(example = "ds_01K9Z6N2P4R6T8V0X2Z4B6D8FH")
            String datasetId,

            @Schema(example = "400") long rows,
            String datasetSha256,
            @Schema(example = "sequential") String network,
            @Schema(example = "11") long parameters,
            @Schema(example = "42") long seed,
            @Schema(example = "dl4j") String engine,
            @Nullable Integer epochs,
            @Nullable String ended,
            String parametersSha256) {}

    static ModelCard of(TrainedVersion version, List<String> aliases) {
        Manifest manifest = version.manifest();
        Evaluation evaluation = version.evaluation();
        return new ModelCard(
                version.model(),
                version.version(),
                version.createdAt(),
                version.task(),
                aliases,
                names(manifest.features()),
                names(manifest.target()),
                training(version.provenance()),
                new TreeMap<>(version.metrics()),
                evaluation.importance() == null ? null : evaluation.importance().columns(),
                cautions(version, evaluation));
    }

    private static List<String> names(List<ColumnSchema> columns) {
        return columns.stream().map(ColumnSchema::name).toList();
    }

    private static Training training(Provenance provenance) {
        ResolvedJob job = provenance.resolved();
        return new Training(
                job.dataset().id(),
                job.dataset().rows(),
                provenance.datasetSha256(),
                ByTypeName.nameOf(job.definition().getClass()),
                job.layers().stream().mapToLong(layer -> layer.parameters()).sum(),
                provenance.seed(),
                provenance.engine(),
                provenance.end() == null ? null : provenance.end().epochs(),
                provenance.end() == null ? null : provenance.end().reason(),
                provenance.parametersSha256());
    }

    private static List<String> cautions(TrainedVersion version, Evaluation evaluation) {
        List<String> cautions = new ArrayList<>();
        if (version.unservable() != null) {
            cautions.add("It cannot be served: " + version.unservable());
        }
        Evaluation.Report test = evaluation.parts().get("test");
        if (test == null || test.rows() == 0) {
            cautions.add("It was measured on no test rows: nothing says how it does on rows that it has not seen.");
        } else if (test.rows() < FEW_ROWS) {
            cautions.add("It was measured on %d test rows only: its metrics may be far off.".formatted(test.rows()));
        }
        if (test != null && test.classification() != null) {
            test.classification().classes().stream()
                    .filter(one -> one.rows() > 0 && one.recall() < 0.5)
                    .forEach(one -> cautions.add(
                            "Of the rows of class %s it finds fewer than half.".formatted(one.category())));
        }
        cautions.add(
                "Numbers outside the training ranges are answered with a warning; POST …/evaluate tells how far other rows have drifted.");
        return cautions;
    }

    /** The same as a page of Markdown. */
    public String markdown() {
        StringBuilder page = new StringBuilder("# %s, version %d\n\n".formatted(name, version));
        page.append("A model for %s, made at %s.".formatted(Json.mapper().convertValue(task, String.class), createdAt));
        page.append(aliases.isEmpty() ? "\n" : " It is called %s.\n".formatted(String.join(", ", aliases)));
        section(page, "What it reads", reads);
        section(page, "What it answers", answers);
        page.append("\n## How it was made\n\n")
                .append("- from data set %s, %d rows (SHA-256 `%s`)\n"
                        .formatted(training.datasetId(), training.rows(), training.datasetSha256()))
                .append("- a network of the kind %s with %d parameters, seed %d, engine %s\n"
                        .formatted(training.network(), training.parameters(), training.seed(), training.engine()));
        if (training.epochs() != null) {
            page.append("- %d epochs, ended by %s\n".formatted(training.epochs(), training.ended()));
        }
        page.append("- parameters `%s`\n\n## How well it does\n\n| metric | value |\n|---|---|\n"
                .formatted(training.parametersSha256()));
        metrics.forEach((metric, value) -> page.append("| %s | %s |\n".formatted(cell(metric), value)));
        if (importance != null) {
            page.append("\n## What counts\n\n| column | rise of the loss |\n|---|---|\n");
            importance.forEach(
                    column -> page.append("| %s | %s |\n".formatted(cell(column.column()), column.importance())));
        }
        section(page, "What to be careful about", cautions);
        return page.toString();
    }

    private static void section(StringBuilder page, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            page.append("\n## %s\n\n".formatted(title));
            lines.forEach(line -> page.append("- ").append(plain(line)).append('\n'));
        }
    }

    private static String cell(String text) {
        return plain(text).replace("|", "\\|");
    }

    /** Names of columns are what users upload: they stay on their line, and are no markup. */
    private static String plain(String text) {
        return text.replaceAll("[\\r\\n]+", " ").replaceAll("([\\\\`*_\\[\\]<>#])", "\\\\$1");
    }
}
