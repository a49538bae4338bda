package dev.trainyard.plan;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.Pixels;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.Suggestion;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Clips: pictures in an order, with one answer for each clip, one for each of its frames, or what the frames to come will be
 * told by; and sequences that are told of their first picture.
 */
record ClipMaterial(SequenceMaterial frames, PictureForm form) implements Material {

    private static final Set<Task> LEARNED = EnumSet.of(
            Task.CLASSIFICATION,
            Task.REGRESSION,
            Task.SEQUENCE_CLASSIFICATION,
            Task.SEQUENCE_REGRESSION,
            Task.SEQUENCE_LABELLING,
            Task.FORECASTING);
    private static final long MOST_NUMBERS = 10_000_000;

    static boolean isAsked(Given given) {
        return given.dataset().pixels() != null && SequenceMaterial.isMeant(given);
    }

    /** @throws Problem {@code not_available} for what is offered of the rows of tables alone */
    static Optional<ClipMaterial> of(Given given, Remarks remarks) {
        SequenceForm form = new SequenceForm(given.spec(), given.dataset(), remarks);
        Optional<SequenceForm.Keys> keys = form.keys();
        refuseUnbuilt(form);
        refuseUnbuilt(given.spec().task());
        return keys.flatMap(known -> of(given, form, known, remarks));
    }

    private static void refuseUnbuilt(SequenceForm form) {
        if (form.mode() == Sequence.Mode.ONE_TO_ONE) {
            throw Problem.notAvailable(
                    "/sequence: clips are learned many-to-one and many-to-many, an answer for each clip, for each of its frames or for those to come, and one-to-many, a sequence of the first picture; one-to-one of pictures is not built yet");
        }
    }

    private static void refuseUnbuilt(@Nullable Task task) {
        if (task != null && !LEARNED.contains(task)) {
            throw Problem.notAvailable("/task: %s of clips is not built yet; there are: %s"
                    .formatted(
                            Words.of(task),
                            String.join(", ", LEARNED.stream().map(Words::of).toList())));
        }
    }

    private static Optional<ClipMaterial> of(Given given, SequenceForm form, SequenceForm.Keys keys, Remarks remarks) {
        Pixels pixels = given.dataset().pixels();
        if (pixels == null) {
            return Optional.empty();
        }
        refuseFeatures(given, remarks);
        Given told = SequenceMaterial.without(keys, given);
        Columns columns = new Columns(List.of(), Columns.targets(told.spec(), told.dataset(), remarks));
        PictureForm picture = new PictureForm(
                pixels.height(),
                pixels.width(),
                pixels.channels(),
                given.dataset().fitting());
        return SequenceMaterial.of(given, form, keys, columns, remarks)
                .map(frames -> new ClipMaterial(frames, picture))
                .filter(clips -> clips.fit(remarks) && clips.frames().isWhatIsAsked("clips", remarks));
    }

    private static void refuseFeatures(Given given, Remarks remarks) {
        if (given.spec().features() != null) {
            remarks.violation(
                    "/features",
                    "not_used",
                    "features names columns, and each step of data set '%s' is a picture, which is read whole"
                            .formatted(given.dataset().name()),
                    Suggestion.remove("/features"));
        }
    }

    private boolean fit(Remarks remarks) {
        int frames = readsOne() ? 1 : examples().frames().window();
        long most = Math.max(1, MOST_NUMBERS / form.shape().size());
        if (frames > most) {
            remarks.violation(
                    "/sequence/window",
                    "too_many_inputs",
                    "%d frames of %d numbers are more than the %d that one clip may have"
                            .formatted(frames, form.shape().size(), MOST_NUMBERS),
                    Suggestion.add("/sequence/window", most));
        }
        return frames <= most;
    }

    @Override
    public Task task() {
        return frames.task();
    }

    @Override
    public Examples.Clips examples() {
        return new Examples.Clips(form, frames.examples());
    }

    @Override
    public Shape input() {
        return readsOne() ? form.shape() : form.shape().over(frames.examples().window());
    }

    private boolean readsOne() {
        return frames.examples().mode() == Sequence.Mode.ONE_TO_MANY;
    }

    @Override
    public Preprocessing preprocessing(Preprocessing asked) {
        return asked.ofPictures(Preprocessing.Images.ZERO_ONE);
    }

    @Override
    public Output output() {
        return frames.output();
    }

    @Override
    public List<ColumnSchema> features() {
        return List.of();
    }

    @Override
    public List<ColumnSchema> target() {
        return frames.target();
    }

    @Override
    public Split drawn(Split split) {
        return frames.drawn(split);
    }

    @Override
    public Parts parts() {
        return frames.parts();
    }

    @Override
    public void check(Remarks remarks) {
        frames.check(remarks);
        GivenPictures.check(frames.given(), form, remarks);
    }
}
