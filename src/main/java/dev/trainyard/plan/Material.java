package dev.trainyard.plan;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Optional;

/** What there is to learn from and towards, whatever an example is: one implementation for each kind of example. */
interface Material {

    /** What a job's data set and its wishes come to; nothing when that cannot be learned, as the remarks then say. */
    static Optional<Material> of(Given given, Remarks remarks) {
        boolean text = TextMaterial.isAsked(given);
        if (!text && ClipMaterial.isAsked(given)) {
            return ClipMaterial.of(given, remarks).map(Material.class::cast);
        }
        if (!text && SequenceMaterial.isMeant(given)) {
            return SequenceMaterial.of(given, remarks).map(Material.class::cast);
        }
        refuseSequenceFields(given.spec(), remarks);
        if (text) {
            return TextMaterial.of(given, remarks);
        }
        if (Captions.areAsked(given)) {
            return Captions.of(given, remarks).map(Material.class::cast);
        }
        if (PictureMaterial.isAsked(given)) {
            return PictureMaterial.of(given, remarks).map(Material.class::cast);
        }
        if (UnlabelledPictures.areMeant(given)) {
            return UnlabelledPictures.of(given, remarks).map(Material.class::cast);
        }
        return UnlabelledRows.areMeant(given)
                ? UnlabelledRows.of(given, remarks).map(Material.class::cast)
                : RowMaterial.of(given, remarks).map(Material.class::cast);
    }

    /** Where there are no sequences of rows nothing can be said of them. */
    private static void refuseSequenceFields(JobSpec spec, Remarks remarks) {
        if (spec.split().by() != null) {
            remarks.violation(
                    "/split/by",
                    "no_sequences",
                    "split.by says how sequences are held back, and each row is an example of its own here",
                    Suggestion.remove("/split/by"));
        }
        if (spec.sequence() != null) {
            remarks.violation(
                    "/sequence",
                    "no_sequences",
                    "sequence says how rows make up sequences, and texts are sequences by themselves; text says how they are read",
                    Suggestion.remove("/sequence"));
        }
    }

    Task task();

    /** How one example is made of the rows of the data set. */
    Examples examples();

    /** The shape of one encoded example. */
    Shape input();

    /** The definition with what only the data can tell. */
    default ModelDefinition settled(ModelDefinition definition) {
        return definition;
    }

    /** How cells and pictures become numbers, with every default filled in. */
    default Preprocessing preprocessing(Preprocessing asked) {
        return asked;
    }

    /** What the network must answer. */
    Output output();

    List<ColumnSchema> features();

    List<ColumnSchema> target();

    /** The split with nothing left open. */
    default Split drawn(Split split) {
        return output().isOneClass() ? split : split.unstratified();
    }

    /** How many examples serve which purpose. */
    Parts parts();

    /** Says what is wrong with the data, or odd about it. */
    void check(Remarks remarks);

    /** Says what keeps a network that fits from learning this. */
    default void check(ShapeInference network, Remarks remarks) {}
}
