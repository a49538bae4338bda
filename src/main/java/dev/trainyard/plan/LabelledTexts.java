package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts, each with a class or a number. */
record LabelledTexts(Given given, Column text, Columns columns, Goal goal, TextForm reads) implements TextMaterial {

    private static final TextForm USUAL = new TextForm(TextSpec.Level.WORD, true, 20_000, 200);

    static Optional<LabelledTexts> of(Given given, Remarks remarks) {
        JobSpec spec = given.spec();
        Optional<Column> text = new TextColumns(given.dataset()).read(spec, remarks);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<Column> target = Columns.targets(spec, given.dataset(), remarks);
        if (spec.text() != null) {
            String why = "the target is no text that would be written";
            TextMaterial.refuse(spec.text().outputLength(), "outputLength", why, remarks);
            TextMaterial.refuse(spec.text().stride(), "stride", "each row is one text, and is read whole", remarks);
        }
        return Heads.goal(given, asked(spec), target, remarks)
                .map(goal -> new LabelledTexts(
                        given, text.get(), new Columns(List.of(text.get()), target), goal, form(spec, text.get())));
    }

    private static TextForm form(JobSpec spec, Column text) {
        TextForm form = USUAL.with(spec.text());
        boolean asked = spec.text() != null && spec.text().length() != null;
        return asked ? form : form.withLength(form.longest(text, form.length()));
    }

    /** A text is a sequence, so that its class may be called that of a sequence. */
    private static @Nullable Task asked(JobSpec spec) {
        if (spec.task() == Task.SEQUENCE_CLASSIFICATION) {
            return Task.CLASSIFICATION;
        }
        return spec.task() == Task.SEQUENCE_REGRESSION ? Task.REGRESSION : spec.task();
    }

    @Override
    public Task task() {
        return goal.task();
    }

    @Override
    public Examples examples() {
        return new Examples.Texts(reads);
    }

    @Override
    public Shape input() {
        return Shape.of(reads.length());
    }

    @Override
    public Output output() {
        return goal.output();
    }

    @Override
    public List<ColumnSchema> features() {
        return List.of(TextColumns.schema(text));
    }

    @Override
    public List<ColumnSchema> target() {
        return columns.targetSchemas();
    }

    @Override
    public Parts parts() {
        return Parts.of(
                given.spec().split(),
                columns,
                output().isOneClass(),
                given.dataset().rows());
    }

    @Override
    public void check(Remarks remarks) {
        Split split = given.spec().split();
        parts().check(split, remarks);
        if (output().isOneClass()) {
            Parts.checkClasses(split, columns.target().get(0), remarks);
        }
        if (text.missing() > 0) {
            remarks.warning(
                    "missing_text",
                    "%d of %d rows have no '%s' and are left out"
                            .formatted(text.missing(), given.dataset().rows(), text.name()));
        }
        GivenPart.check(given, columns, remarks);
    }
}
