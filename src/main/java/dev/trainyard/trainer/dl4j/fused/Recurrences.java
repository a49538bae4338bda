package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Gru;
import dev.trainyard.definition.layer.Lstm;
import dev.trainyard.definition.layer.Recurrent;
import dev.trainyard.definition.layer.SimpleRnn;

/** The kernels of the recurrent layers. */
public final class Recurrences {

    private Recurrences() {}

    /** @param input {@code [steps, features]} */
    public static Kernel of(Recurrent layer, Shape input) {
        return of(layer, input, false);
    }

    static Recurrence of(Recurrent layer, Shape input, boolean backwards) {
        Recurrence.Ends ends =
                new Recurrence.Ends(backwards, layer.returnSequences().isTrue());
        return new Recurrence(cell(layer), input.last(), layer.units().count(), ends);
    }

    private static Cell cell(Recurrent layer) {
        if (layer instanceof SimpleRnn simple) {
            return new SimpleCell(Curve.of(simple.activation()));
        }
        if (layer instanceof Gru gru) {
            Curve curve = Curve.of(gru.activation());
            Curve gate = Curve.of(gru.recurrentActivation());
            return gru.resetAfter()
                    ? new GruCell(curve, gate)
                    : new FirstGruCell(curve, gate, gru.units().count());
        }
        Lstm lstm = (Lstm) layer;
        return new LstmCell(Curve.of(lstm.activation()), Curve.of(lstm.recurrentActivation()));
    }
}
