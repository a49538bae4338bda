package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows in an order, which make up sequences. */
record SequenceMaterial(Given given, SequenceForm.Keys keys, Columns columns, Goal goal, Examples.Sequences examples)
        implements Material {

    private static final long MOST_NUMBERS = 10_000_000;

    static boolean isMeant(Given given) {
        return SequenceForm.isMeant(given.spec(), given.dataset());
    }

    static Optional<SequenceMaterial> of(Given given, Remarks remarks) {
        SequenceForm form = new SequenceForm(given.spec(), given.dataset(), remarks);
        return form.keys().flatMap(keys -> of(given, form, keys, remarks));
    }

    private static Optional<SequenceMaterial> of(
            Given given, SequenceForm form, SequenceForm.Keys keys, Remarks remarks) {
        Columns columns = Columns.choose(without(keys, given), form.forecasts(keys) || form.tellsNext(), remarks);
        Optional<SequenceMaterial> material = of(given, form, keys, columns, remarks);
        return columns.features().isEmpty()
                ? Optional.empty()
                : material.filter(known -> known.fits(remarks) && known.isWhatIsAsked("sequences", remarks));
    }

    /** The same where it is known what goes in and what is answered. */
    static Optional<SequenceMaterial> of(
            Given given, SequenceForm form, SequenceForm.Keys keys, Columns columns, Remarks remarks) {
        Optional<Goal> goal = Heads.goal(given, plain(given.spec().task()), columns.target(), remarks);
        Optional<Examples.Sequences> examples = form.examples(keys);
        return goal.flatMap(known -> examples.map(how -> new SequenceMaterial(given, keys, columns, known, how)));
    }

    /** The data set without its keys, unless they are named as features. */
    static Given without(SequenceForm.Keys keys, Given given) {
        ReadyDataset all = given.dataset();
        List<String> named =
                given.spec().features() == null ? List.of() : given.spec().features();
        List<Column> rest = all.columns().stream()
                .filter(column -> !keys.contains(column) || named.contains(column.name()))
                .toList();
        ReadyDataset left = new ReadyDataset(
                all.id(),
                all.name(),
                all.kind(),
                all.revision(),
                all.rows(),
                all.sha256(),
                all.typedSha256(),
                rest.isEmpty() ? all.columns() : rest,
                all.pixels(),
                all.sequence());
        return new Given(given.spec(), given.definition(), left, given.validation(), given.test());
    }

    /** What is asked of the target, whatever is made of the steps. */
    private static @Nullable Task plain(@Nullable Task task) {
        if (task == Task.SEQUENCE_CLASSIFICATION) {
            return Task.CLASSIFICATION;
        }
        if (task == Task.SEQUENCE_REGRESSION) {
            return Task.REGRESSION;
        }
        return task == Task.CLASSIFICATION || task == Task.REGRESSION ? task : null;
    }

    /**
     * Whether the task is that of the mode and the target, or another word for it.
     *
     * @param what is learned, in words
     */
    boolean isWhatIsAsked(String what, Remarks remarks) {
        Task asked = given.spec().task();
        boolean each = examples.answers() > 0 && !examples.forecasts();
        if (asked == null
                || asked == task()
                || plain(asked) == asked
                || (plain(asked) == task())
                || (asked == Task.SEQUENCE_LABELLING && each)) {
            return true;
        }
        remarks.violation(
                "/task",
                "task_mismatch",
                "%s that are learned %s are %s, and not %s"
                        .formatted(what, Words.of(examples.mode()), Words.of(task()), Words.of(asked)),
                Suggestion.replace("/task", Words.of(task())));
        return false;
    }

    private boolean fits(Remarks remarks) {
        if (examples.answersFlat()
                && (goal.output().isClassification() || goal.output().isSeveral())) {
            remarks.violation(
                    "/sequence/mode",
                    "mode_mismatch",
                    "classes and the targets of several outputs are told for each of the %d steps to come by a network that answers steps: mode many-to-many"
                            .formatted(examples.horizon()),
                    Suggestion.add("/sequence/mode", "many-to-many"));
            return false;
        }
        if ((long) examples.window() * width() > MOST_NUMBERS) {
            remarks.violation(
                    "/sequence/window",
                    "too_many_inputs",
                    "%d steps of %d numbers are more than the %d that one example may have"
                            .formatted(examples.window(), width(), MOST_NUMBERS));
            return false;
        }
        return true;
    }

    /** How many numbers a step becomes. */
    private int width() {
        return columns.width(Preprocessing.Categorical.ONE_HOT);
    }

    @Override
    public Task task() {
        if (examples.forecasts()) {
            return Task.FORECASTING;
        }
        if (examples.tellsNext()) {
            return Task.GENERATION;
        }
        if (examples.mode() == Sequence.Mode.ONE_TO_ONE) {
            return goal.task();
        }
        if (!goal.output().isClassification()) {
            return Task.SEQUENCE_REGRESSION;
        }
        return examples.answers() > 0 ? Task.SEQUENCE_LABELLING : Task.SEQUENCE_CLASSIFICATION;
    }

    @Override
    public Shape input() {
        return examples.mode() == Sequence.Mode.ONE_TO_MANY ? Shape.of(width()) : Shape.of(examples.window(), width());
    }

    @Override
    public ModelDefinition settled(ModelDefinition definition) {
        return columns.features().isEmpty()
                ? definition
                : Inputs.settled(
                        definition,
                        columns,
                        List.of(),
                        column -> Columns.width(column, Preprocessing.Categorical.ONE_HOT));
    }

    @Override
    public void check(ShapeInference network, Remarks remarks) {
        if (examples.tellsNext()) {
            LookingAhead.refuse(network, "the next ones, which are", remarks);
        }
    }

    @Override
    public Output output() {
        if (examples.answersFlat()) {
            return Output.values(goal.output().values() * examples.horizon());
        }
        return goal.output().over(examples.answers());
    }

    @Override
    public List<ColumnSchema> features() {
        return columns.featureSchemas();
    }

    @Override
    public List<ColumnSchema> target() {
        return columns.targetSchemas();
    }

    @Override
    public Split drawn(Split split) {
        Split known = split.drawn(by(split));
        boolean labels = goal.output().isOneClass() && examples.answers() == 0;
        return labels && by(split) == Split.By.SEQUENCE ? known : known.unstratified();
    }

    private Split.By by(Split split) {
        if (split.by() != null) {
            return split.by();
        }
        boolean oneSeries = keys.id() == null && examples.mode() != Sequence.Mode.ONE_TO_ONE;
        return oneSeries ? Split.By.TIME : Split.By.SEQUENCE;
    }

    @Override
    public Parts parts() {
        Split split = given.spec().split();
        long rows = given.dataset().rows();
        Cutting cutting = new Cutting(examples);
        if (keys.id() == null && examples.mode() != Sequence.Mode.ONE_TO_ONE) {
            return ofOneSeries(cutting, split, rows);
        }
        long sequences = examples.mode() == Sequence.Mode.ONE_TO_ONE
                ? rows
                : Math.max(1, keys.id() == null ? 1 : keys.id().distinct());
        long each = Math.max(1, cutting.count(Math.max(1, rows / sequences), 0));
        Parts whole = Parts.ofGroups(split, List.of(sequences));
        return new Parts(whole.train() * each, whole.validation() * each, whole.test() * each);
    }

    private static Parts ofOneSeries(Cutting cutting, Split split, long rows) {
        int steps = (int) Math.min(Integer.MAX_VALUE, rows);
        List<Cutting.Segment> segments = Cutting.segments(new Cutting.Segment(0, steps), split);
        List<Long> counts = new ArrayList<>();
        segments.forEach(segment -> counts.add(cutting.count(segment.length(), segment.from())));
        return new Parts(counts.get(0), counts.get(1), counts.get(2));
    }

    @Override
    public void check(Remarks remarks) {
        if (given.preprocessing().categorical() == Preprocessing.Categorical.BINARY) {
            remarks.violation(
                    "/preprocessing/categorical",
                    "not_available",
                    "the steps of sequences have their categories one-hot",
                    Suggestion.replace("/preprocessing/categorical", "one-hot"));
        }
        checkLength(remarks);
        checkSplit(remarks);
        GivenPart.check(given, checked(), remarks);
    }

    /** Everything that a data set given for a part must have. */
    private Columns checked() {
        List<Column> features = new ArrayList<>(columns.features());
        if (keys.id() != null && keys.id().categories() == null) {
            features.add(keys.id());
        }
        if (keys.order() != null && keys.order().categories() == null) {
            features.add(keys.order());
        }
        return new Columns(features, columns.target());
    }

    private void checkSplit(Remarks remarks) {
        Split split = given.spec().split();
        boolean cut = examples.forecasts() || examples.mode() == Sequence.Mode.MANY_TO_MANY;
        if (split.by() == Split.By.TIME && !cut) {
            remarks.violation(
                    "/split/by",
                    "split_mismatch",
                    "%s answers whole sequences, which time cannot divide".formatted(Words.of(examples.mode())),
                    Suggestion.replace("/split/by", "sequence"));
        }
        if (split.by() == Split.By.SEQUENCE && keys.id() == null && examples.mode() != Sequence.Mode.ONE_TO_ONE) {
            remarks.violation(
                    "/split/by",
                    "split_mismatch",
                    "the table is one long series: a part of it can only be held back by time",
                    Suggestion.replace("/split/by", "time"));
        }
        parts().check(split, remarks);
    }

    /** Whether any sequence can be long enough, as far as the columns tell. */
    private void checkLongest(Remarks remarks) {
        long longest = new SequenceForm(given.spec(), given.dataset(), remarks).longest(keys);
        long needed = examples.forecasts() ? (long) examples.window() + examples.horizon() : 2;
        if (longest < needed) {
            remarks.violation(
                    "/sequence/window",
                    "sequence_too_short",
                    examples.forecasts()
                            ? "a window of %d steps and %d to forecast need %d, and no sequence has more than %d"
                                    .formatted(examples.window(), examples.horizon(), needed, longest)
                            : "each step is to tell the next one, and no sequence has more than %d".formatted(longest),
                    longest > examples.horizon()
                            ? window(longest - examples.horizon())
                            : Suggestion.remove("/sequence/idColumn"));
        }
    }

    private Suggestion window(long steps) {
        return given.spec().sequence() == null
                ? Suggestion.add("/sequence", Map.of("window", steps))
                : Suggestion.add("/sequence/window", steps);
    }

    private void checkLength(Remarks remarks) {
        long rows = given.dataset().rows();
        long needed = (long) examples.window() + examples.horizon();
        if (examples.forecasts() && keys.id() == null && parts().train() < 1) {
            remarks.violation(
                    "/sequence/window",
                    "sequence_too_short",
                    "a window of %d steps and %d to forecast need %d, and of %d steps too few are left to train on"
                            .formatted(examples.window(), examples.horizon(), needed, rows),
                    window(Math.max(1, rows / 4)));
        }
        if (keys.id() != null && (examples.forecasts() || examples.tellsNext())) {
            checkLongest(remarks);
        }
    }
}
