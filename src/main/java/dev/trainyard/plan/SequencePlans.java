package dev.trainyard.plan;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.dataset.ReadyDatasets;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.layer.Dense;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works out how a data set's rows become sequences, without a network. */
@Component
public class SequencePlans {

    private final ReadyDatasets datasets;

    SequencePlans(ReadyDatasets datasets) {
        this.datasets = datasets;
    }

    /**
     * How rows become examples, and which of their columns go in and are answered.
     *
     * @param picture what goes in instead of columns, where the steps are pictures
     */
    public record Form(
            Examples.Sequences how,
            List<ColumnSchema> features,
            List<ColumnSchema> target,
            @Nullable PictureForm picture) {

        /** Whether a single row goes in. */
        public boolean readsOneRow() {
            return how.mode() == Sequence.Mode.ONE_TO_MANY;
        }
    }

    /** @throws Problem {@code not_found}, {@code conflict}, {@code not_available}, or {@code invalid_job} with what does not fit */
    public Form form(String datasetId, Sequence asked, @Nullable List<String> features, @Nullable List<String> target) {
        ReadyDataset dataset = datasets.find(datasetId);
        Remarks remarks = new Remarks();
        Given given = new Given(
                spec(datasetId, asked, features, target),
                new Sequential(null, List.of(new Dense())),
                dataset,
                null,
                null);
        Optional<Form> form = dataset.pixels() == null
                ? SequenceMaterial.of(given, remarks).map(SequencePlans::ofRows)
                : ClipMaterial.of(given, remarks).map(SequencePlans::ofClips);
        if (form.isEmpty() || remarks.hasViolations()) {
            throw new Problem(
                    ProblemType.INVALID_JOB,
                    remarks.violations().get(0).pointer() + ": "
                            + remarks.violations().get(0).message(),
                    remarks.violations());
        }
        return form.get();
    }

    private static Form ofRows(SequenceMaterial rows) {
        return new Form(rows.examples(), rows.features(), rows.target(), null);
    }

    private static Form ofClips(ClipMaterial clips) {
        return new Form(clips.examples().frames(), List.of(), clips.target(), clips.form());
    }

    private static JobSpec spec(
            String datasetId, Sequence asked, @Nullable List<String> features, @Nullable List<String> target) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("datasetId", datasetId);
        fields.put("sequence", asked);
        fields.put("features", features);
        fields.put("target", target);
        return Json.mapper().convertValue(fields, JobSpec.class);
    }
}
