package dev.trainyard.plan;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import java.util.List;
import java.util.Optional;

/** What there is to learn from and towards, whatever an example is: one implementation for each kind of example. */
interface Material {

    /** What a job's data set and its wishes come to; nothing when that cannot be learned, as the remarks then say. */
    static Optional<Material> of(Given given, Remarks remarks) {
        if (TextMaterial.isAsked(given)) {
            return TextMaterial.of(given, remarks);
        }
        return UnlabelledRows.areMeant(given)
                ? UnlabelledRows.of(given, remarks).map(Material.class::cast)
                : RowMaterial.of(given, remarks).map(Material.class::cast);
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

    /** What the network must answer. */
    Output output();

    List<ColumnSchema> features();

    List<ColumnSchema> target();

    /** How many examples serve which purpose. */
    Parts parts();

    /** Says what is wrong with the data, or odd about it. */
    void check(Remarks remarks);
}
