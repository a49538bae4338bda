package dev.trainyard.prediction;

import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rows as callers send them into the network's input; every field must be there, and no other. */
final class RowReader implements ExampleReader {

    private final List<CellReader> columns;
    private final Map<String, CellReader> byName;
    private final FeatureEncoder encoder;
    private final Set<String> targets;
    private final int width;

    RowReader(FeatureEncoder encoder, List<ColumnSchema> target) {
        this.encoder = encoder;
        this.columns = encoder.columns().stream().map(CellReader::of).collect(Collectors.toUnmodifiableList());
        this.byName = columns.stream().collect(Collectors.toUnmodifiableMap(CellReader::name, column -> column));
        this.targets = target.stream().map(ColumnSchema::name).collect(Collectors.toUnmodifiableSet());
        this.width = encoder.width();
    }

    @Override
    public String field() {
        return "rows";
    }

    @Override
    public Encoded read(List<? extends @Nullable Object> rows, RowFindings findings) {
        float[] encoded = new float[Math.multiplyExact(rows.size(), width)];
        for (int row = 0; row < rows.size(); row++) {
            Object given = rows.get(row);
            if (given instanceof Map<?, ?> cells) {
                read(cells, row, encoded, row * width, findings);
            } else {
                findings.refuse(
                        row,
                        "",
                        "wrong_type",
                        "the row is %s; it is an object such as %s".formatted(Written.of(given), example()),
                        null);
            }
        }
        return new Encoded(encoded, null);
    }

    /** Encodes the cells of one row from {@code start}. */
    void read(Map<?, ?> cells, int row, float[] encoded, int start, RowFindings findings) {
        int at = start;
        int found = 0;
        for (CellReader column : columns) {
            Object cell = cells.get(column.name());
            if (cell != null || cells.containsKey(column.name())) {
                column.read(cell, row, encoded, at, findings);
                found++;
            } else {
                refuseMissing(column, row, findings);
            }
            at += column.width();
        }
        encoder.derive(name -> number(cells.get(name)), encoded, row * width);
        if (found < cells.size()) {
            Set<String> names = cells.keySet().stream().map(String::valueOf).collect(Collectors.toSet());
            cells.keySet().stream()
                    .map(String::valueOf)
                    .filter(name -> !byName.containsKey(name))
                    .forEach(name -> refuseUnknown(name, names, row, findings));
        }
    }

    private static double number(@Nullable Object cell) {
        return cell instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static void refuseMissing(CellReader column, int row, RowFindings findings) {
        findings.refuse(
                row,
                column.name(),
                "missing_field",
                "%s is not there; give it a value such as %s, or null for a missing one"
                        .formatted(column.name(), column.example()),
                Suggestion.add(findings.pointer(row, column.name()), column.example()));
    }

    private void refuseUnknown(String name, Set<String> given, int row, RowFindings findings) {
        String pointer = findings.pointer(row, name);
        if (targets.contains(name)) {
            findings.refuse(
                    row,
                    name,
                    "unknown_field",
                    "%s is what the model predicts; leave it out".formatted(name),
                    Suggestion.remove(pointer));
            return;
        }
        List<String> open = new ArrayList<>(byName.keySet());
        open.removeAll(given);
        NearestName.of(name, open)
                .ifPresentOrElse(
                        nearest -> findings.refuse(
                                row,
                                name,
                                "unknown_field",
                                "there is no %s: did you mean %s?".formatted(name, nearest),
                                Suggestion.move(pointer, findings.pointer(row, nearest))),
                        () -> findings.refuse(
                                row,
                                name,
                                "unknown_field",
                                "there is no %s; the model reads %s".formatted(name, names()),
                                Suggestion.remove(pointer)));
    }

    private String names() {
        return columns.stream().map(CellReader::name).collect(Collectors.joining(", "));
    }

    @Override
    public Map<String, @Nullable Object> typed(List<String> header, List<String> texts) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            CellReader column = byName.get(header.get(i));
            row.put(header.get(i), column == null ? texts.get(i) : column.typed(texts.get(i)));
        }
        return row;
    }

    /** A row of which nothing is told. */
    Map<String, @Nullable Object> covered() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        columns.forEach(column -> row.put(column.name(), column.covered()));
        return row;
    }

    @Override
    public Map<String, Object> example() {
        Map<String, Object> row = new LinkedHashMap<>();
        columns.forEach(column -> row.put(column.name(), column.example()));
        return row;
    }
}
