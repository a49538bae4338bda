package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Rbm;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts without a target: an RBM learns which words go together, whatever their order. */
record BagsOfWords(Given given, Column text, TextForm reads) implements Material {

    private static final TextForm USUAL = new TextForm(TextSpec.Level.WORD, true, 2_000, 1);
    private static final int MOST = 20_000;

    static boolean areMeant(Given given) {
        return given.definition() instanceof Rbm && UnlabelledRows.areMeant(given);
    }

    static Optional<BagsOfWords> of(Given given, Remarks remarks) {
        JobSpec spec = given.spec();
        if (spec.task() == Task.RECOMMENDATION) {
            remarks.violation(
                    "/task",
                    "task_mismatch",
                    "recommendation ranks columns of 0 and 1, and data set '%s' is read as texts"
                            .formatted(given.dataset().name()),
                    Suggestion.replace("/task", Words.of(Task.REPRESENTATION)));
            return Optional.empty();
        }
        if (!UnlabelledRows.checkTask(given, remarks)) {
            return Optional.empty();
        }
        checkText(spec.text(), remarks);
        return new TextColumns(given.dataset())
                .read(spec, remarks)
                .map(text -> new BagsOfWords(given, text, USUAL.with(spec.text())));
    }

    private static void checkText(@Nullable TextSpec text, Remarks remarks) {
        if (text == null) {
            return;
        }
        String why = "a text is read whole, as the bag of its words";
        TextMaterial.refuse(text.length(), "length", why, remarks);
        TextMaterial.refuse(text.outputLength(), "outputLength", "no text is written", remarks);
        TextMaterial.refuse(text.stride(), "stride", why, remarks);
        if (text.level() == TextSpec.Level.CHARACTER) {
            remarks.violation(
                    "/text/level",
                    "not_words",
                    "a bag is one of words, and level is character",
                    Suggestion.replace("/text/level", "word"));
        }
        if (text.vocabulary() != null && text.vocabulary() > MOST) {
            remarks.violation(
                    "/text/vocabulary",
                    "too_many_inputs",
                    "each word is a visible unit: vocabulary is %d, and may be %d".formatted(text.vocabulary(), MOST),
                    Suggestion.replace("/text/vocabulary", MOST));
        }
    }

    @Override
    public Task task() {
        return Task.REPRESENTATION;
    }

    @Override
    public Examples examples() {
        return new Examples.Bags(reads);
    }

    @Override
    public Shape input() {
        return Shape.of(reads.vocabulary() - TextSpec.RESERVED);
    }

    @Override
    public Output output() {
        return Output.itself(input());
    }

    @Override
    public List<ColumnSchema> features() {
        return List.of(TextColumns.schema(text));
    }

    @Override
    public List<ColumnSchema> target() {
        return List.of();
    }

    @Override
    public Parts parts() {
        return Parts.of(given.spec().split(), columns(), false, given.dataset().rows());
    }

    private Columns columns() {
        return new Columns(List.of(text), List.of());
    }

    @Override
    public void check(Remarks remarks) {
        parts().check(given.spec().split(), remarks);
        RbmFit.of(given).ifPresent(fit -> fit.checkOfWords(remarks));
        if (text.missing() > 0) {
            remarks.warning(
                    "missing_text",
                    "%d of %d rows have no '%s' and are left out"
                            .formatted(text.missing(), given.dataset().rows(), text.name()));
        }
        GivenPart.check(given, columns(), remarks);
    }
}
