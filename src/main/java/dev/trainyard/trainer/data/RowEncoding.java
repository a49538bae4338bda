package dev.trainyard.trainer.data;

import dev.trainyard.bundle.Categories;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.plan.ListCells;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.TrainerEvent.Remedy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Encodes the rows of a table. */
final class RowEncoding implements CellEncoding {

    private final FeatureEncoder encoder;
    private final TargetCodec codec;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Map<String, Integer>> places = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    RowEncoding(FeatureEncoder encoder, TargetCodec codec) {
        this.encoder = encoder;
        this.codec = codec;
        for (ColumnEncoder column : encoder.columns()) {
            numbers.put(column.name(), places.size());
            places.add(column instanceof Categories named ? named.places() : Map.of());
        }
        tell(codec, 0);
    }

    /** A target column, and where it stands in what is answered. */
    private record Told(TargetCodec codec, int at, Map<String, Integer> places) {}

    private void tell(TargetCodec of, int at) {
        if (of instanceof TargetCodec.Several several) {
            int from = at;
            for (TargetCodec.Several.Head head : several.heads()) {
                tell(head.codec(), from);
                from += head.codec().width();
            }
        } else if (of instanceof TargetCodec.Labels labels && labels.separator() != null) {
            told.add(new Told(labels, at, Map.of()));
        } else if (of instanceof TargetCodec.Labels labels) {
            labels.labels()
                    .forEach(label ->
                            told.add(new Told(label, at + labels.labels().indexOf(label), places(label))));
        } else if (of instanceof TargetCodec.Classes known) {
            told.add(new Told(known, at, places(known)));
        } else if (of instanceof TargetCodec.Values values) {
            for (int i = 0; i < values.columns().size(); i++) {
                told.add(
                        new Told(new TargetCodec.Values(List.of(values.columns().get(i))), at + i, Map.of()));
            }
        }
    }

    private static Map<String, Integer> places(TargetCodec.Classes known) {
        Map<String, Integer> places = new HashMap<>();
        known.categories().forEach(category -> places.put(category, places.size()));
        return places;
    }

    /** How many numbers the features of a row become. */
    int inputs() {
        return encoder.width();
    }

    /** How many numbers its targets become. */
    int outputs() {
        return codec.width();
    }

    /** An unknown category is like a missing one. */
    @Override
    public void features(@Nullable Object[] cells, float[] into) {
        int at = 0;
        for (int i = 0; i < encoder.columns().size(); i++) {
            ColumnEncoder column = encoder.columns().get(i);
            if (column instanceof ColumnEncoder.Numeric numeric) {
                into[at] = finite(numeric, number(cells[i]));
            } else if (column instanceof ColumnEncoder.Moment moment) {
                moment.encode(Numbers.seconds(cells[i]), into, at);
            } else if (column instanceof Categories named) {
                named.encode(places.get(i).getOrDefault(String.valueOf(cells[i]), -1), into, at);
            }
            at += column.width();
        }
        encoder.derive(name -> number(cells[Objects.requireNonNull(numbers.get(name))]), into, 0);
    }

    private static double number(@Nullable Object cell) {
        return cell instanceof Double number ? number : Double.NaN;
    }

    @Override
    public void targets(@Nullable Object[] cells, int from, float[] into) {
        for (int i = 0; i < told.size(); i++) {
            Told target = told.get(i);
            if (target.codec() instanceof TargetCodec.Classes known) {
                known.encode(place(known, target.places(), String.valueOf(cells[from + i])), into, target.at());
            } else if (target.codec() instanceof TargetCodec.Labels labels) {
                labels.encode(listed(labels, String.valueOf(cells[from + i])), into, target.at());
            } else if (target.codec() instanceof TargetCodec.Values values) {
                into[target.at()] = finite(values.columns().get(0), number(cells[from + i]));
            }
        }
    }

    private static Set<String> listed(TargetCodec.Labels labels, String cell) {
        Set<String> listed = new ListCells(Objects.requireNonNull(labels.separator())).labels(cell);
        Set<String> unknown = new HashSet<>(listed);
        unknown.removeAll(labels.names());
        if (!unknown.isEmpty()) {
            throw new JobFailed(
                    "label_out_of_range",
                    "column %s lists '%s', and its labels are %s"
                            .formatted(labels.column(), unknown.iterator().next(), labels.names()),
                    "correct the label, or add rows with that label to the data set that is trained on");
        }
        return listed;
    }

    private static int place(TargetCodec.Classes known, Map<String, Integer> places, String label) {
        Integer place = places.get(label);
        if (place == null) {
            throw new JobFailed(
                    "label_out_of_range",
                    "column %s holds '%s', which is none of its classes %s"
                            .formatted(known.name(), label, known.categories()),
                    "correct the label, or add rows of that class to the data set that is trained on");
        }
        return place;
    }

    private static float finite(ColumnEncoder.Numeric column, double cell) {
        float encoded = column.encode(cell);
        if (!Float.isFinite(encoded)) {
            throw new JobFailed(
                    "data_invalid",
                    "column %s holds %s, which is %s as the network's input".formatted(column.name(), cell, encoded),
                    "correct the cell, or use \"numeric\":\"standardize\"",
                    List.of(Remedy.setting(
                            "Standardize the numeric columns", "/preprocessing/numeric", "standardize")));
        }
        return encoded;
    }
}
