package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts, each with the text that is to be written of it.
 *
 * @param dictation how the network reads what it writes; null where it writes all at once
 */
record TextPairs(
        Given given,
        Column source,
        Column written,
        TextForm reads,
        TextForm writes,
        @Nullable Dictation dictation) implements TextMaterial {

    private static final int USUAL_TOKENS = 30;
    private static final TextForm USUAL = new TextForm(TextSpec.Level.WORD, true, 20_000, USUAL_TOKENS);
    private static final String USUAL_TARGET = "target";

    static Optional<TextPairs> of(Given given, Remarks remarks) {
        JobSpec spec = given.spec();
        TextColumns texts = new TextColumns(given.dataset());
        Optional<Column> source = texts.read(spec, remarks);
        Optional<Column> written = target(given, texts, source.map(Column::name).orElse(""), remarks);
        if (source.isEmpty() || written.isEmpty()) {
            return Optional.empty();
        }
        if (spec.text() != null) {
            TextMaterial.refuse(spec.text().stride(), "stride", "each row is one text, and is read whole", remarks);
        }
        TextForm form = USUAL.with(spec.text());
        Integer length = spec.text() == null ? null : spec.text().length();
        Integer outputLength = spec.text() == null ? null : spec.text().outputLength();
        return Optional.of(new TextPairs(
                given,
                source.get(),
                written.get(),
                form.withLength(length == null ? form.longest(source.get(), USUAL_TOKENS) : length),
                form.withLength(outputLength == null ? form.longest(written.get(), USUAL_TOKENS) + 1 : outputLength),
                Dictation.of(given, source.get().name(), written.get().name(), remarks)
                        .orElse(null)));
    }

    private static Optional<Column> target(Given given, TextColumns texts, String source, Remarks remarks) {
        List<String> named = given.spec().target();
        if (named != null && named.size() == 1) {
            return texts.named(named.get(0), "/target/0", "target_not_found", remarks);
        }
        List<Column> others = texts.all().stream()
                .filter(column -> !column.name().equals(source))
                .toList();
        Optional<Column> usual = others.stream()
                .filter(column -> column.name().equalsIgnoreCase(USUAL_TARGET))
                .findFirst()
                .or(() -> others.stream().findFirst());
        if (usual.isEmpty() || named != null) {
            remarks.violation(
                    "/target",
                    "target_not_found",
                    "a translation needs one column of text to be written, besides the one that is read",
                    Suggestion.add(
                            "/target",
                            usual.map(column -> List.of(column.name())).orElse(List.of())));
            return Optional.empty();
        }
        return usual;
    }

    @Override
    public Task task() {
        return Task.TRANSLATION;
    }

    @Override
    public Examples examples() {
        return new Examples.TextPairs(reads, writes, dictation == null ? null : dictation.decoder());
    }

    @Override
    public Shape input() {
        return dictation == null ? readShape() : dictation.input(readShape(), writes);
    }

    private Shape readShape() {
        return Shape.of(reads.length());
    }

    @Override
    public ModelDefinition settled(ModelDefinition definition) {
        ModelDefinition known = TextMaterial.super.settled(definition);
        return dictation == null ? known : dictation.settled(known, readShape(), writes);
    }

    @Override
    public void check(ShapeInference network, Remarks remarks) {
        TextMaterial.super.check(network, remarks);
        if (dictation != null) {
            dictation.check(network, remarks);
        }
    }

    @Override
    public Output output() {
        return Output.classes(writes.vocabulary()).over(writes.length());
    }

    @Override
    public List<ColumnSchema> features() {
        return List.of(TextColumns.schema(source));
    }

    @Override
    public List<ColumnSchema> target() {
        return List.of(TextColumns.schema(written));
    }

    @Override
    public Parts parts() {
        Split split = given.spec().split();
        return Parts.of(
                split,
                new Columns(List.of(source), List.of(written)),
                false,
                given.dataset().rows());
    }

    @Override
    public void check(Remarks remarks) {
        parts().check(given.spec().split(), remarks);
        TextMaterial.checkWriting(given, remarks);
        GivenPart.check(given, new Columns(List.of(source, written), List.of()), remarks);
    }
}
