package dev.trainyard.layout;

import dev.trainyard.dataset.Dataset;
import dev.trainyard.dataset.DatasetReports;
import dev.trainyard.dataset.Datasets;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.SequencePlans;
import dev.trainyard.role.ApiRole;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Lays out data sets by their first rows. */
@Service
@ApiRole
public class Layouts {

    private static final int ROWS = 1_000;

    private final Datasets datasets;
    private final DatasetReports reports;
    private final SequencePlans plans;

    Layouts(Datasets datasets, DatasetReports reports, SequencePlans plans) {
        this.datasets = datasets;
        this.reports = reports;
        this.plans = plans;
    }

    /** @throws dev.trainyard.problem.Problem {@code not_found}, {@code conflict}, or {@code invalid_job} with what does not fit */
    public Layout of(String datasetId, Sequence asked, @Nullable List<String> features, @Nullable List<String> target) {
        SequencePlans.Form form = plans.form(datasetId, asked, features, target);
        Dataset dataset = datasets.get(datasetId);
        return new Drawing(form, reports.rows(dataset, ROWS)).draw();
    }
}
