package dev.trainyard.plan;

import dev.trainyard.definition.Rbm;

/** Which epoch trains which machine of a stack. */
public final class RbmEpochs {

    private RbmEpochs() {}

    /** With a target: how many epochs pre-train each machine; by default half of them all, shared out. */
    public static int each(Rbm rbm, int epochs) {
        int machines = rbm.hiddenUnits().sizes().size();
        return rbm.pretrainingEpochs() != null ? rbm.pretrainingEpochs() : Math.max(1, epochs / (2 * machines));
    }

    /** Without a target: the machine that an epoch, counted from 1, trains. */
    public static int machine(Rbm rbm, int epoch, int epochs) {
        int machines = rbm.hiddenUnits().sizes().size();
        return (int) Math.min(machines - 1, (epoch - 1L) * machines / epochs);
    }
}
