package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pictures, each with the text that is to be written of it.
 *
 * @param dictation how the network reads what it writes; null where it writes all at once
 */
record Captions(
        PictureMaterial pictures,
        Column written,
        TextForm writes,
        @Nullable Dictation dictation) implements Material {

    private static final int USUAL_TOKENS = 30;
    private static final TextForm USUAL = new TextForm(TextSpec.Level.WORD, true, 2_000, USUAL_TOKENS);
    private static final List<String> USUAL_TARGETS = List.of("text", "caption", "target", "label");

    /** Whether a job on pictures asks for texts: by its task, or because its target is one. */
    static boolean areAsked(Given given) {
        return PictureMaterial.isAsked(given)
                && (given.spec().task() == Task.CAPTIONING
                        || given.spec().text() != null
                        || (given.spec().task() == null
                                && Columns.targets(given.spec(), given.dataset(), new Remarks()).stream()
                                        .anyMatch(column -> column.type() == ColumnType.TEXT)));
    }

    static Optional<Captions> of(Given given, Remarks remarks) {
        JobSpec spec = given.spec();
        Optional<Column> written = target(given, remarks);
        if (spec.task() != null && spec.task() != Task.CAPTIONING) {
            remarks.violation(
                    "/task",
                    "task_mismatch",
                    "text says how texts are written of pictures, which is captioning and not " + Words.of(spec.task()),
                    Suggestion.replace("/task", Words.of(Task.CAPTIONING)));
        }
        if (spec.text() != null) {
            TextMaterial.refuse(spec.text().stride(), "stride", "no text is cut into windows here", remarks);
            TextMaterial.refuse(
                    spec.text().length(),
                    "length",
                    "no text is read here; outputLength says how long one gets",
                    remarks);
        }
        TextForm form = USUAL.with(spec.text());
        Integer asked = spec.text() == null ? null : spec.text().outputLength();
        return written.flatMap(column -> PictureMaterial.read(given, List.of(column), remarks)
                .map(pictures -> new Captions(
                        pictures,
                        column,
                        form.withLength(length(form, column, asked)),
                        Dictation.of(given, null, column.name(), remarks).orElse(null))));
    }

    private static int length(TextForm form, Column written, @Nullable Integer asked) {
        return asked == null ? form.longest(written, USUAL_TOKENS) + 1 : asked;
    }

    private static Optional<Column> target(Given given, Remarks remarks) {
        TextColumns texts = new TextColumns(given.dataset());
        List<String> named = given.spec().target();
        if (named != null && named.size() == 1) {
            return texts.named(named.get(0), "/target/0", "target_not_found", remarks);
        }
        List<Column> all = texts.all();
        Optional<Column> usual = all.stream()
                .filter(column -> USUAL_TARGETS.contains(column.name()))
                .findFirst()
                .or(() -> all.stream().findFirst());
        if (usual.isEmpty() || named != null) {
            remarks.violation(
                    "/target",
                    "target_not_found",
                    "captioning needs one column of texts beside the pictures",
                    Suggestion.add(
                            "/target",
                            usual.map(column -> List.of(column.name())).orElse(List.of())));
            return Optional.empty();
        }
        return usual;
    }

    @Override
    public Task task() {
        return Task.CAPTIONING;
    }

    @Override
    public Examples examples() {
        return new Examples.Captions(pictures.form(), writes, dictation == null ? null : dictation.decoder());
    }

    @Override
    public Shape input() {
        return dictation == null ? pictures.input() : dictation.input(pictures.input(), writes);
    }

    @Override
    public ModelDefinition settled(ModelDefinition definition) {
        return dictation == null
                ? definition
                : dictation.settled(TextMaterial.settled(definition, writes.vocabulary()), pictures.input(), writes);
    }

    @Override
    public void check(ShapeInference network, Remarks remarks) {
        TokenRange.check(network, writes.vocabulary(), remarks);
        if (dictation != null) {
            dictation.check(network, remarks);
        }
    }

    @Override
    public Preprocessing preprocessing(Preprocessing asked) {
        return pictures.preprocessing(asked);
    }

    @Override
    public Output output() {
        return Output.classes(writes.vocabulary()).over(writes.length());
    }

    @Override
    public List<ColumnSchema> features() {
        return List.of();
    }

    @Override
    public List<ColumnSchema> target() {
        return List.of(TextColumns.schema(written));
    }

    @Override
    public Split drawn(Split split) {
        return split.unstratified();
    }

    @Override
    public Parts parts() {
        Given given = pictures.given();
        Columns columns = new Columns(List.of(), List.of(written));
        return Parts.of(given.spec().split(), columns, false, given.dataset().rows());
    }

    @Override
    public void check(Remarks remarks) {
        parts().check(pictures.given().spec().split(), remarks);
        TextMaterial.checkWriting(pictures.given(), remarks);
        pictures.checkOthers(remarks);
    }
}
