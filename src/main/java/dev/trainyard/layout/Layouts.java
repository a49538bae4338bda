package dev.trainyard.layout;

import dev.trainyard.dataset.Dataset;
import dev.trainyard.dataset.DatasetReports;
import dev.trainyard.dataset.Datasets;
import dev.trainyard.dataset.Pixels;
import dev.trainyard.dataset.StoredPictures;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.SequencePlans;
import dev.trainyard.role.ApiRole;
import java.io.IOException;
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
    private final StoredPictures pictures;
    private final SequencePlans plans;

    Layouts(Datasets datasets, DatasetReports reports, StoredPictures pictures, SequencePlans plans) {
        this.datasets = datasets;
        this.reports = reports;
        this.pictures = pictures;
        this.plans = plans;
    }

    /** @throws dev.trainyard.problem.Problem {@code not_found}, {@code conflict}, or {@code invalid_job} with what does not fit */
    public Layout of(String datasetId, Sequence asked, @Nullable List<String> features, @Nullable List<String> target)
            throws IOException {
        SequencePlans.Form form = plans.form(datasetId, asked, features, target);
        Dataset dataset = datasets.get(datasetId);
        return new Drawing(form, reports.rows(dataset, ROWS), inputs(form, dataset)).draw();
    }

    private StepNumbers inputs(SequencePlans.Form form, Dataset dataset) {
        Pixels pixels = dataset.pixels();
        return form.picture() == null || pixels == null
                ? new CellNumbers(form.features())
                : new PictureNumbers(pixels.size(), row -> pictures.of(pixels, row));
    }
}
