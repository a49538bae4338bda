package dev.trainyard.prediction;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.plan.Task;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.prediction.Servable.Read;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ranks the items of a recommender, each of which is a column, by what the network rebuilds of a row of those named. */
record Recommendation(Interior interior) {

    private static final int MOST_ITEMS = 10_000;
    private static final int MOST_LISTED = 20;

    List<Recommended.Item> of(List<String> items, int count) {
        List<ColumnEncoder> columns = columns(interior.manifest());
        Map<String, Integer> places = places(columns);
        Set<Integer> shown = shown(items, places);
        float[] row = new float[columns.size()];
        shown.forEach(place -> row[place] = 1f);
        float[] rebuilt = interior.rebuilt(new Read(new Encoded(row, null), 1, List.of()));
        List<Recommended.Item> ranked = new ArrayList<>();
        for (int i = 0; i < rebuilt.length; i++) {
            if (!shown.contains(i)) {
                ranked.add(new Recommended.Item(columns.get(i).name(), rebuilt[i]));
            }
        }
        ranked.sort(Comparator.comparingDouble(Recommended.Item::score).reversed());
        return List.copyOf(ranked.subList(0, Math.min(count, ranked.size())));
    }

    private static List<ColumnEncoder> columns(Manifest manifest) {
        boolean items = manifest.task() == Task.RECOMMENDATION
                && manifest.encoder() instanceof FeatureEncoder rows
                && rows.columns().stream().allMatch(Recommendation::isItem);
        if (!items) {
            throw Interior.refused(
                    "",
                    "no_recommendations",
                    "this model recommends nothing; train it with the task 'recommendation' on a table of 0 and 1 with a column for each item");
        }
        return ((FeatureEncoder) manifest.encoder()).columns();
    }

    private static boolean isItem(ColumnEncoder column) {
        return column instanceof ColumnEncoder.Binary
                || (column instanceof ColumnEncoder.Numeric numeric && numeric.offset() == 0 && numeric.scale() == 1);
    }

    private static Map<String, Integer> places(List<ColumnEncoder> columns) {
        Map<String, Integer> places = new HashMap<>();
        columns.forEach(column -> places.put(column.name(), places.size()));
        return places;
    }

    private static Set<Integer> shown(List<String> items, Map<String, Integer> places) {
        if (items.size() > MOST_ITEMS) {
            throw new Problem(
                    ProblemType.TOO_LARGE,
                    "the call names %d items; one call names at most %d".formatted(items.size(), MOST_ITEMS));
        }
        List<Violation> violations = new ArrayList<>();
        Set<Integer> shown = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            Integer place = places.get(items.get(i));
            if (place != null) {
                shown.add(place);
            } else if (violations.size() < MOST_LISTED) {
                violations.add(unknown("/items/" + i, items.get(i), places.keySet()));
            }
        }
        if (!violations.isEmpty()) {
            throw new Problem(
                    ProblemType.INVALID_PREDICTION_INPUT, violations.get(0).message(), violations);
        }
        return shown;
    }

    private static Violation unknown(String pointer, String item, Set<String> known) {
        return NearestName.of(item, known)
                .map(nearest -> new Violation(
                        pointer,
                        "unknown_item",
                        "there is no item '%s'; did you mean '%s'?".formatted(item, nearest),
                        Suggestion.replace(pointer, nearest)))
                .orElseGet(() -> new Violation(
                        pointer, "unknown_item", "there is no item '%s' among %d".formatted(item, known.size())));
    }
}
