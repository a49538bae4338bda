package dev.trainyard.dataset.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.Dataset;
import dev.trainyard.dataset.reader.Profile;
import dev.trainyard.dataset.reader.SequenceLengths;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shape of a data set as callers see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProfileView(
        long rows,
        List<ColumnView> columns,

        @Schema(description = "Only of data sets of the kind `sequences`.") @Nullable
        SequenceLengths sequences,

        @Nullable String target,
        @Nullable List<AssociationView> associations) {

    /** A column with its statistics and its shape. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ColumnView(
            Column column,
            Profile.@Nullable Quantiles quantiles,
            Profile.@Nullable Histogram histogram,
            @Nullable List<Profile.Value> top,
            Profile.@Nullable Range range,
            Profile.@Nullable Lengths lengths) {}

    /** How closely a column goes together with the target; {@code measure} is {@code pearson}, {@code correlation-ratio} or {@code mutual-information}. */
    record AssociationView(String column, String measure, double value) {}

    static ProfileView of(Dataset dataset, Profile profile, @Nullable String target) {
        List<ColumnView> views = new ArrayList<>();
        for (int i = 0; i < dataset.columns().size(); i++) {
            Profile.ColumnProfile shape = profile.columns().get(i);
            views.add(new ColumnView(
                    dataset.columns().get(i),
                    shape.quantiles(),
                    shape.histogram(),
                    shape.top(),
                    shape.range(),
                    shape.lengths()));
        }
        Long rows = dataset.rows();
        return new ProfileView(
                rows == null ? 0 : rows,
                views,
                profile.sequences(),
                target,
                target == null ? null : associations(dataset, profile, target));
    }

    private static List<AssociationView> associations(Dataset dataset, Profile profile, String target) {
        List<String> names = dataset.columns().stream().map(Column::name).toList();
        if (!names.contains(target)) {
            String hint = NearestName.of(target, names)
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("");
            throw Problem.invalidParameter("target is '%s', which is no column%s".formatted(target, hint));
        }
        Profile.Associations all = profile.associations();
        if (all == null || !all.names().contains(target)) {
            throw Problem.notAvailable(
                    "associations are there for numeric columns and those of at most 50 categories, 2 to 100 of them");
        }
        ColumnType type = dataset.columns().get(names.indexOf(target)).type();
        List<AssociationView> found = new ArrayList<>();
        List<@Nullable Double> values = all.values().get(all.names().indexOf(target));
        for (int i = 0; i < values.size(); i++) {
            Double value = values.get(i);
            String name = all.names().get(i);
            if (value != null && !name.equals(target)) {
                ColumnType other = dataset.columns().get(names.indexOf(name)).type();
                found.add(new AssociationView(name, measure(type, other), value));
            }
        }
        found.sort(Comparator.comparingDouble((AssociationView view) -> -Math.abs(view.value())));
        return found;
    }

    private static String measure(ColumnType one, ColumnType other) {
        if (one == ColumnType.NUMERIC && other == ColumnType.NUMERIC) {
            return "pearson";
        }
        return one == ColumnType.NUMERIC || other == ColumnType.NUMERIC ? "correlation-ratio" : "mutual-information";
    }
}
