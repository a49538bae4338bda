package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One long text, to be written on: towards each token the next one is learned. */
record LongText(Given given, Column text, TextForm reads, int stride) implements TextMaterial {

    private static final TextForm USUAL =
            new TextForm(TextSpec.Level.CHARACTER, false, 20_000, 100).with(new TextSpec());
    private static final long USUAL_CHARACTERS = 40;
    private static final int CHARACTERS_OF_A_WORD = 5;

    static Optional<LongText> of(Given given, Remarks remarks) {
        JobSpec spec = given.spec();
        if (spec.target() != null) {
            remarks.violation(
                    "/target",
                    "not_used",
                    "a text is written on: its target is its own next token",
                    Suggestion.remove("/target"));
        }
        if (spec.text() != null) {
            TextMaterial.refuse(
                    spec.text().outputLength(),
                    "outputLength",
                    "a text is written on for as long as one likes",
                    remarks);
        }
        return new TextColumns(given.dataset()).read(spec, remarks).map(text -> {
            TextForm form = USUAL.with(spec.text());
            Integer stride = spec.text() == null ? null : spec.text().stride();
            return new LongText(given, text, form, stride == null ? form.length() : stride);
        });
    }

    @Override
    public Task task() {
        return Task.TEXT_GENERATION;
    }

    @Override
    public Examples examples() {
        return new Examples.TextWindows(reads, stride);
    }

    @Override
    public Shape input() {
        return Shape.of(reads.length());
    }

    @Override
    public Output output() {
        return Output.classes(reads.vocabulary()).over(reads.length());
    }

    @Override
    public List<ColumnSchema> features() {
        return List.of(TextColumns.schema(text));
    }

    @Override
    public List<ColumnSchema> target() {
        return features();
    }

    @Override
    public void check(ShapeInference network, Remarks remarks) {
        TextMaterial.super.check(network, remarks);
        LookingAhead.refuse(network, "the tokens after it, which are", remarks);
    }

    /** Windows, as far as the length of the text is known. */
    @Override
    public Parts parts() {
        double characters = text.mean() == null ? USUAL_CHARACTERS : text.mean();
        double tokens = characters * given.dataset().rows();
        double windows = tokens / (reads.level() == TextSpec.Level.WORD ? CHARACTERS_OF_A_WORD : 1) / stride;
        Split split = given.spec().split();
        long all = Math.max(1, Math.round(windows));
        long held = Math.round((split.test() + split.validation()) * all);
        long tested = Math.min(held, Math.round(split.test() * all));
        return new Parts(all - held, held - tested, tested);
    }

    /** Tokens are at least a character, words with a space before the next; lines have an end. */
    private void checkLength(Remarks remarks) {
        if (text.mean() == null) {
            return;
        }
        double characters = (text.mean() + 1) * given.dataset().rows();
        long most = Math.round(reads.level() == TextSpec.Level.WORD ? characters / 2 + 1 : characters);
        Split split = given.spec().split();
        long trained = Math.round((1 - split.validation() - split.test()) * most);
        if (trained < reads.length() + 1) {
            remarks.violation(
                    "/text/length",
                    "sequence_too_short",
                    "a window takes %d tokens and the next one, and the training part of the text has %d at most"
                            .formatted(reads.length(), trained),
                    given.spec().text() == null
                            ? Suggestion.add("/text", Map.of("length", Math.max(1, trained / 4)))
                            : Suggestion.add("/text/length", Math.max(1, trained / 4)));
        }
    }

    @Override
    public void check(Remarks remarks) {
        checkLength(remarks);
        parts().check(given.spec().split(), remarks);
        TextMaterial.checkWriting(given, remarks);
        GivenPart.check(given, new Columns(List.of(text), List.of()), remarks);
    }
}
