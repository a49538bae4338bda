package dev.trainyard.prediction;

import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads sequences, each a list of rows in their order, into the network's input, and tells how long each is. */
final class SequenceReader implements ExampleReader {

    private final SequenceEncoder encoder;
    private final RowReader step;
    private final int width;

    SequenceReader(SequenceEncoder encoder, List<ColumnSchema> target) {
        this.encoder = encoder;
        this.step = new RowReader(encoder.step(), target);
        this.width = encoder.step().width();
    }

    @Override
    public String field() {
        return "sequences";
    }

    @Override
    public Encoded read(List<? extends @Nullable Object> examples, RowFindings findings) {
        float[] encoded = new float[Math.multiplyExact(examples.size(), encoder.width())];
        int[] lengths = new int[examples.size()];
        for (int i = 0; i < examples.size(); i++) {
            if (examples.get(i) instanceof List<?> steps && hasItsLength(steps, i, findings)) {
                lengths[i] = steps.size();
                read(steps, i, encoded, findings);
            } else if (!(examples.get(i) instanceof List<?>)) {
                findings.refuse(
                        i,
                        "",
                        "wrong_type",
                        "the sequence is %s; it is a list of rows such as %s"
                                .formatted(Written.of(examples.get(i)), step.example()),
                        null);
            }
        }
        return new Encoded(encoded, encoder.exact() ? null : lengths);
    }

    private boolean hasItsLength(List<?> steps, int example, RowFindings findings) {
        int count = steps.size();
        if (count == 0 || (encoder.exact() && count < encoder.steps())) {
            findings.refuse(
                    example,
                    "",
                    "sequence_too_short",
                    "the sequence has %d steps; the model reads %s".formatted(count, meant()),
                    null);
            return false;
        }
        if (count > encoder.steps()) {
            findings.refuse(
                    example,
                    "",
                    "sequence_too_long",
                    "the sequence has %d steps; the model reads %s: leave out the first %d"
                            .formatted(count, meant(), count - encoder.steps()),
                    Suggestion.replace(findings.pointer(example, ""), steps.subList(count - encoder.steps(), count)));
            return false;
        }
        return true;
    }

    private String meant() {
        return encoder.exact() ? "exactly %d".formatted(encoder.steps()) : "1 to %d".formatted(encoder.steps());
    }

    private void read(List<?> steps, int example, float[] encoded, RowFindings findings) {
        for (int i = 0; i < steps.size(); i++) {
            findings.atStep(i);
            int at = example * encoder.width() + i * width;
            if (steps.get(i) instanceof Map<?, ?> cells) {
                step.read(cells, example, encoded, at, findings);
            } else {
                findings.refuse(
                        example,
                        "",
                        "wrong_type",
                        "step %d is %s; it is an object such as %s"
                                .formatted(i, Written.of(steps.get(i)), step.example()),
                        null);
            }
        }
        findings.atStep(-1);
    }

    /** How many steps the network reads. */
    int steps() {
        return encoder.steps();
    }

    /** A step of which nothing is told, encoded. */
    float[] cover() {
        float[] cover = new float[width];
        step.read(step.covered(), 0, cover, 0, new RowFindings(field()));
        return cover;
    }

    @Override
    public Map<String, @Nullable Object> typed(List<String> header, List<String> texts) {
        return step.typed(header, texts);
    }

    @Override
    public Object example() {
        int count = encoder.exact() ? encoder.steps() : Math.min(2, encoder.steps());
        return new ArrayList<>(Collections.nCopies(count, step.example()));
    }
}
