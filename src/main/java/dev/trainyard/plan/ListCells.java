package dev.trainyard.plan;

import dev.trainyard.json.Json;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Cells that list labels, of which a row may have several: {@code a|b|c}, or a JSON list such as {@code ["a","b"]}.
 *
 * @param separator what stands between two labels
 */
public record ListCells(String separator) {

    /** The labels of one cell. */
    public Set<String> labels(String cell) {
        Set<String> labels = new LinkedHashSet<>();
        String text = cell.strip();
        if (text.startsWith("[") && text.endsWith("]") && addJson(text, labels)) {
            return labels;
        }
        for (int from = 0; from <= text.length(); ) {
            int to = text.indexOf(separator, from);
            add(text.substring(from, to < 0 ? text.length() : to), labels);
            from = to < 0 ? text.length() + 1 : to + separator.length();
        }
        return labels;
    }

    private static boolean addJson(String text, Set<String> labels) {
        try {
            JsonNode list = Json.mapper().readTree(text);
            if (list.valueStream().anyMatch(JsonNode::isContainer)) {
                return false;
            }
            list.forEach(label -> add(label.asString(), labels));
            return true;
        } catch (JacksonException e) {
            return false; // no list after all
        }
    }

    private static void add(String label, Set<String> labels) {
        if (!label.isBlank()) {
            labels.add(label.strip());
        }
    }

    /** All labels of some cells, in their order. */
    public List<String> all(Collection<String> cells) {
        Set<String> all = new TreeSet<>();
        cells.forEach(cell -> all.addAll(labels(cell)));
        return List.copyOf(all);
    }
}
