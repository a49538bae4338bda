package dev.trainyard.trainer.data;

import dev.trainyard.bundle.Categories;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.trainer.JobFailed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Encodes the rows of a table. */
final class RowEncoding implements CellEncoding {

    private final FeatureEncoder encoder;
    private final TargetCodec codec;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Map<String, Integer>> places = new ArrayList<>();
    private final List<TargetCodec.Classes> targets;
    private final List<Map<String, Integer>> classes;

    RowEncoding(FeatureEncoder encoder, TargetCodec codec) {
        this.encoder = encoder;
        this.codec = codec;
        for (ColumnEncoder column : encoder.columns()) {
            numbers.put(column.name(), places.size());
            places.add(column instanceof Categories named ? named.places() : Map.of());
        }
        this.targets = classTargets(codec);
        this.classes = targets.stream().map(RowEncoding::places).toList();
    }

    private static List<TargetCodec.Classes> classTargets(TargetCodec codec) {
        if (codec instanceof TargetCodec.Labels labels) {
            return labels.labels();
        }
        return codec instanceof TargetCodec.Classes known ? List.of(known) : List.of();
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
        for (int i = 0; i < targets.size(); i++) {
            targets.get(i).encode(place(i, String.valueOf(cells[from + i])), into, i);
        }
        if (codec instanceof TargetCodec.Values values) {
            for (int i = 0; i < values.columns().size(); i++) {
                into[i] =
                        finite(values.columns().get(i), number(cells[from + i]));
            }
        }
    }

    private int place(int target, String label) {
        Integer place = classes.get(target).get(label);
        if (place == null) {
            TargetCodec.Classes known = targets.get(target);
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
                    "use \"numeric\":\"standardize\", or correct the cell");
        }
        return encoded;
    }
}
