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
import org.jspecify.annotations.Nullable;

/** Encodes the rows of a table. */
final class RowEncoding implements CellEncoding {

    private final FeatureEncoder encoder;
    private final TargetCodec codec;
    private final List<Map<String, Integer>> places = new ArrayList<>();
    private final Map<String, Integer> classes = new HashMap<>();

    RowEncoding(FeatureEncoder encoder, TargetCodec codec) {
        this.encoder = encoder;
        this.codec = codec;
        for (ColumnEncoder column : encoder.columns()) {
            places.add(column instanceof Categories named ? named.places() : Map.of());
        }
        if (codec instanceof TargetCodec.Classes known) {
            known.categories().forEach(category -> classes.put(category, classes.size()));
        }
    }

    /** An unknown category is like a missing one. */
    @Override
    public void features(@Nullable Object[] cells, float[] into) {
        int at = 0;
        for (int i = 0; i < encoder.columns().size(); i++) {
            ColumnEncoder column = encoder.columns().get(i);
            if (column instanceof ColumnEncoder.Numeric numeric) {
                into[at] = finite(numeric, cells[i] instanceof Double number ? number : Double.NaN);
            } else if (column instanceof Categories named) {
                named.encode(places.get(i).getOrDefault(String.valueOf(cells[i]), -1), into, at);
            }
            at += column.width();
        }
    }

    @Override
    public void targets(@Nullable Object[] cells, int from, float[] into) {
        if (codec instanceof TargetCodec.Classes known) {
            known.encode(place(known, String.valueOf(cells[from])), into, 0);
        } else if (codec instanceof TargetCodec.Values values) {
            for (int i = 0; i < values.columns().size(); i++) {
                into[i] =
                        finite(values.columns().get(i), cells[from + i] instanceof Double number ? number : Double.NaN);
            }
        }
    }

    private int place(TargetCodec.Classes known, String label) {
        Integer place = classes.get(label);
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
                    "use \"numeric\":\"standardize\", or correct the cell");
        }
        return encoded;
    }
}
