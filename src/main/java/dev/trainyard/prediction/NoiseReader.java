package dev.trainyard.prediction;

import dev.trainyard.bundle.NoiseEncoder;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the noise that a generator makes examples of, and the classes that are wanted. */
final class NoiseReader implements ExampleReader {

    private final NoiseEncoder encoder;

    NoiseReader(NoiseEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public String field() {
        return "rows";
    }

    @Override
    public Encoded read(List<? extends @Nullable Object> rows, RowFindings findings) {
        float[] encoded = new float[Math.multiplyExact(rows.size(), encoder.width())];
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row) instanceof Map<?, ?> given) {
                readNoise(given.get("noise"), row, encoded, findings);
                readLabel(given.get("label"), row, encoded, findings);
                refuseOthers(given, row, findings);
            } else {
                findings.refuse(row, "", "wrong_type", "the row is %s; it is an object".formatted(rows.get(row)), null);
            }
        }
        return new Encoded(encoded, null);
    }

    private void readNoise(@Nullable Object noise, int row, float[] encoded, RowFindings findings) {
        if (!(noise instanceof List<?> numbers) || numbers.size() != encoder.latentSize()) {
            findings.refuse(
                    row,
                    "noise",
                    "wrong_length",
                    "noise is a list of %d numbers, drawn from a standard normal distribution; `generate` draws them for you"
                            .formatted(encoder.latentSize()),
                    null);
            return;
        }
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) instanceof Number number && Float.isFinite(number.floatValue())) {
                encoded[row * encoder.width() + i] = number.floatValue();
            } else {
                findings.refuse(row, "noise", "wrong_type", "noise holds %s".formatted(numbers.get(i)), null);
                return;
            }
        }
    }

    private void readLabel(@Nullable Object label, int row, float[] encoded, RowFindings findings) {
        List<String> classes = encoder.classes();
        if (classes.isEmpty() ? label == null : classes.contains(String.valueOf(label))) {
            if (label != null) {
                int at = row * encoder.width() + encoder.latentSize();
                encoded[at + classes.indexOf(String.valueOf(label))] = 1f;
            }
        } else if (classes.isEmpty()) {
            findings.refuse(
                    row, "label", "unknown_field", "this generator was not told classes; leave label out", null);
        } else {
            Suggestion nearest = NearestName.of(String.valueOf(label), classes)
                    .map(name -> Suggestion.replace(findings.pointer(row, "label"), name))
                    .orElse(null);
            String known = String.join(", ", classes.subList(0, Math.min(20, classes.size())));
            findings.refuse(
                    row, "label", "unknown_category", "label is %s; there are %s".formatted(label, known), nearest);
        }
    }

    private static void refuseOthers(Map<?, ?> given, int row, RowFindings findings) {
        for (Object field : given.keySet()) {
            if (!field.equals("noise") && !field.equals("label")) {
                findings.refuse(row, String.valueOf(field), "unknown_field", "there are noise and label only", null);
            }
        }
    }

    @Override
    public Object typed(List<String> header, List<String> texts) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            row.put(header.get(i), texts.get(i));
        }
        return row;
    }

    @Override
    public Map<String, Object> example() {
        Map<String, Object> row = new LinkedHashMap<>();
        List<Double> noise = new ArrayList<>();
        for (int i = 0; i < encoder.latentSize(); i++) {
            noise.add(i % 2 == 0 ? 0.5 : -0.5);
        }
        row.put("noise", noise);
        if (!encoder.classes().isEmpty()) {
            row.put("label", encoder.classes().get(0));
        }
        return row;
    }
}
