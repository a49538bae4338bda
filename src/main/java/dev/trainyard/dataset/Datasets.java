package dev.trainyard.dataset;

import dev.trainyard.json.Json;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.storage.Orphans;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.tenant.Tenant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All data sets. Their bytes are in the object store before they are added. */
@Service
@Transactional(readOnly = true)
public class Datasets implements ReadyDatasets {

    private static final String AFTER_ALL = "ds_~";

    private final DatasetRows rows;
    private final ReadingQueue queue;
    private final ObjectProvider<DatasetDependants> dependants;
    private final Orphans orphans;

    Datasets(DatasetRows rows, ReadingQueue queue, ObjectProvider<DatasetDependants> dependants, Orphans orphans) {
        this.rows = rows;
        this.queue = queue;
        this.dependants = dependants;
        this.orphans = orphans;
    }

    /**
     * Adds uploaded bytes and queues their reading.
     *
     * @param fileName what the upload was called, with safe characters only
     * @throws Problem {@code unavailable} when equal bytes were deleted while these were stored, so that there are none
     */
    @Transactional
    public Dataset add(String name, DatasetSpec spec, String fileName, StoredObject object) {
        DatasetKind kind = spec.kind() == null ? DatasetKind.TABULAR : spec.kind();
        refuseMismatch(spec);
        if (!orphans.hold(List.of(object.digest()))) {
            throw new Problem(
                    ProblemType.UNAVAILABLE,
                    "a data set with the same bytes was deleted at this very moment, and they with it; send them again");
        }
        Dataset dataset = rows.saveAndFlush(new Dataset(name, kind, spec, fileName, object));
        queue.enqueue(dataset);
        return dataset;
    }

    /**
     * Refuses what would be ignored otherwise: fields of one kind in the description of another.
     *
     * @throws Problem {@code invalid_dataset_spec}
     */
    public static void refuseMismatch(DatasetSpec spec) {
        refuseUnless(spec, "matrix", spec.matrix(), DatasetKind.BINARY_MATRIX);
        refuseUnless(spec, "sequence", spec.sequence(), DatasetKind.SEQUENCES);
        refuseUnless(spec, "images", spec.images(), DatasetKind.IMAGES, DatasetKind.SEQUENCES);
    }

    private static void refuseUnless(DatasetSpec spec, String field, @Nullable Object value, DatasetKind... kinds) {
        if (value != null && spec.kind() != null && !List.of(kinds).contains(spec.kind())) {
            throw new Problem(
                    ProblemType.INVALID_DATASET_SPEC,
                    "'%s' says nothing about data sets of the kind '%s'; leave it out, or make the kind '%s'"
                            .formatted(field, written(spec.kind()), written(kinds[0])));
        }
    }

    /** @throws Problem {@code not_found} */
    public Dataset get(String id) {
        return rows.findById(id).orElseThrow(() -> missing(id));
    }

    private static Problem missing(String id) {
        return Problem.notFound("there is no data set '%s'".formatted(id));
    }

    @Override
    public ReadyDataset find(String id) {
        Dataset dataset = get(id);
        if (dataset.state() != DatasetState.READY || dataset.typedSha256() == null || dataset.rows() == null) {
            throw Problem.conflict("data set '%s' is %s and not ready%s"
                    .formatted(id, Json.mapper().convertValue(dataset.state(), String.class), why(dataset)));
        }
        return new ReadyDataset(
                dataset.getId(),
                dataset.name(),
                dataset.kind(),
                dataset.revision(),
                dataset.rows(),
                dataset.sha256(),
                dataset.typedSha256(),
                dataset.columns(),
                dataset.pixels(),
                ImageSpec.fittingOf(dataset.spec().images()),
                dataset.sequence());
    }

    private static String why(Dataset dataset) {
        return dataset.reasons().isEmpty()
                ? ""
                : ": " + dataset.reasons().get(0).message();
    }

    public Page<Dataset> list(DatasetFilter filter, PageRequest page) {
        List<Dataset> found = rows.before(
                Tenant.current(),
                page.after() == null ? AFTER_ALL : page.after(),
                filter.name(),
                written(filter.kind()),
                written(filter.state()),
                filter.tag() == null ? " " : " " + filter.tag() + " ",
                Limit.of(page.limitAndOne()));
        return Page.of(found, page, Dataset::getId);
    }

    private static @Nullable String written(@Nullable Object constant) {
        return constant == null ? null : Json.mapper().convertValue(constant, String.class);
    }

    /**
     * Mends the description; when that changes how the bytes are read, they are read again as the next revision.
     *
     * @throws Problem {@code not_found}, or {@code conflict} while the data set is being read
     */
    @Transactional
    public Dataset mend(String id, DatasetSpec patch) {
        Dataset dataset = rows.lock(id).orElseThrow(() -> missing(id));
        DatasetSpec mended = dataset.spec().patched(patch);
        refuseMismatch(mended);
        if (patch.name() != null) {
            dataset.rename(patch.name());
        }
        if (patch.tags() != null) {
            dataset.tag(patch.tags());
        }
        if (!mended.readsLike(dataset.spec())) {
            readAgain(dataset, mended);
        }
        return rows.saveAndFlush(dataset);
    }

    private void readAgain(Dataset dataset, DatasetSpec mended) {
        if (!dataset.state().isTerminal()) {
            throw Problem.conflict(
                    "data set '%s' is still being read; wait for it with ?wait=30".formatted(dataset.getId()));
        }
        orphans.left(dataset.readObjects());
        dataset.reread(mended);
        queue.enqueue(dataset);
    }

    /**
     * Deletes a data set; its bytes go with the next {@linkplain Orphans#sweep sweep}, unless somebody else needs them.
     *
     * @throws Problem {@code not_found}, or {@code conflict} while somebody needs it
     */
    @Transactional
    public void delete(String id) {
        Dataset dataset = rows.lock(id).orElseThrow(() -> missing(id));
        List<String> needing =
                dependants.stream().flatMap(room -> room.of(id).stream()).toList();
        if (!needing.isEmpty()) {
            throw Problem.conflict(
                    "data set '%s' is needed by %s; delete those first".formatted(id, String.join(", ", needing)));
        }
        orphans.left(dataset.objects());
        rows.delete(dataset);
    }
}
