package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ColumnOverride;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.problem.NearestName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the caller said of the columns, brought together with those that the file has.
 *
 * @param names of all columns, renamed where the caller said so
 * @param types by place
 */
record Overrides(List<String> names, Map<Integer, ColumnType> types) {

    /** @throws Unreadable when a column that the caller speaks of does not exist, or two end up with one name */
    static Overrides of(DatasetSpec spec, List<String> found) {
        List<String> names = new ArrayList<>(found);
        Map<Integer, ColumnType> types = new HashMap<>();
        for (ColumnOverride override : spec.columnsOrNone()) {
            int place = place(override, found);
            if (override.index() != null && override.name() != null) {
                names.set(place, override.name());
            }
            if (override.type() != null) {
                types.put(place, override.type());
            }
        }
        Names.refuseDoubled(names);
        return new Overrides(List.copyOf(names), Map.copyOf(types));
    }

    private static int place(ColumnOverride override, List<String> names) {
        Integer index = override.index();
        int place = index == null ? names.indexOf(override.name()) : index;
        if (place < 0 || place >= names.size()) {
            String nearest = NearestName.of(String.valueOf(override.name()), names)
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("");
            throw new Unreadable(
                    "unknown_column",
                    "the description speaks of column %s; the file has %d columns: %s%s"
                            .formatted(override.address(), names.size(), listed(names), nearest));
        }
        return place;
    }

    static String listed(List<String> names) {
        return names.size() <= 20 ? String.join(", ", names) : String.join(", ", names.subList(0, 20)) + ", …";
    }
}
