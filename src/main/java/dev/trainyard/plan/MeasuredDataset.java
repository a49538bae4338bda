package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A data set that a trained network is to be measured on: it must have the columns that were learned from, and no other class. */
public record MeasuredDataset(ResolvedJob trained, ReadyDataset dataset) {

    private static final String POINTER = "/datasetId";

    /** What stands against it; none when it can be measured on. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        boolean open = trained.preprocessing().ignoresUnknownCategories();
        trained.features().forEach(column -> check(column, open, violations));
        keys().forEach(column -> check(column, true, violations));
        trained.target().forEach(column -> check(column, separator() != null, violations));
        checkPictures(violations);
        if (dataset.rows() == 0) {
            add("too_few_rows", "data set '%s' has no rows".formatted(dataset.name()), violations);
        }
        return violations;
    }

    /** What stands against answering its rows; none when they can be. Single cells may still be of no use. */
    public List<Violation> askedViolations() {
        List<Violation> violations = new ArrayList<>();
        trained.features().forEach(column -> check(column, true, violations));
        keys().forEach(column -> check(column, true, violations));
        checkPictures(violations);
        return violations;
    }

    private @Nullable String separator() {
        return trained.preprocessing().labelSeparator();
    }

    /** The columns that tell sequences apart and put their steps in order. */
    private List<ColumnSchema> keys() {
        Examples.Sequences how = trained.examples() instanceof Examples.Clips clips
                ? clips.frames()
                : trained.examples() instanceof Examples.Sequences sequences ? sequences : null;
        return how == null
                ? List.of()
                : Stream.of(how.id(), how.order()).filter(Objects::nonNull).toList();
    }

    private static void add(String code, String message, List<Violation> violations) {
        violations.add(new Violation(POINTER, code, message));
    }

    /** @param open whether other categories are let through */
    private void check(ColumnSchema column, boolean open, List<Violation> violations) {
        Optional<Column> found = dataset.columns().stream()
                .filter(candidate -> candidate.name().equals(column.name()))
                .findFirst();
        if (found.isEmpty()) {
            add(
                    "missing_column",
                    "data set '%s' has no column '%s'".formatted(dataset.name(), column.name()),
                    violations);
        } else if (found.get().type() != column.type()) {
            add(
                    "column_type_mismatch",
                    "column '%s' is %s in data set '%s' and %s where it was learned from; PATCH /api/v1/datasets/%s reads it otherwise"
                            .formatted(
                                    column.name(),
                                    Words.of(found.get().type()),
                                    dataset.name(),
                                    Words.of(column.type()),
                                    dataset.id()),
                    violations);
        } else if (!open) {
            checkCategories(column, found.get(), violations);
        }
    }

    private void checkCategories(ColumnSchema column, Column found, List<Violation> violations) {
        List<String> unknown = new ArrayList<>(found.categories() == null ? List.of() : found.categories());
        unknown.removeAll(column.categories());
        if (!column.categories().isEmpty() && !unknown.isEmpty()) {
            add(
                    "unknown_category",
                    "column '%s' of data set '%s' has categories that training never saw: %s"
                            .formatted(
                                    column.name(),
                                    dataset.name(),
                                    String.join(", ", unknown.subList(0, Math.min(10, unknown.size())))),
                    violations);
        }
    }

    private void checkPictures(List<Violation> violations) {
        PictureSize wanted = size();
        PictureSize found = dataset.pixels() == null ? null : dataset.pixels().size();
        if (wanted != null && !wanted.equals(found)) {
            add(
                    "shape_mismatch",
                    "data set '%s' has %s, and the pictures that were learned from are %d × %d with %d channels"
                            .formatted(
                                    dataset.name(),
                                    found == null
                                            ? "no pictures"
                                            : "pictures of %d × %d with %d channels"
                                                    .formatted(found.width(), found.height(), found.channels()),
                                    wanted.width(),
                                    wanted.height(),
                                    wanted.channels()),
                    violations);
        }
    }

    private @Nullable PictureSize size() {
        if (trained.examples() instanceof Examples.Pictures pictures) {
            return pictures.picture().size();
        }
        if (trained.examples() instanceof Examples.Captions captions) {
            return captions.picture().size();
        }
        return trained.examples() instanceof Examples.Clips clips
                ? clips.picture().size()
                : null;
    }
}
