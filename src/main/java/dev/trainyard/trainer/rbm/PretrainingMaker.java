package dev.trainyard.trainer.rbm;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.MatrixProducts;

/** Makes networks whose lower layers are pre-trained as machines. */
record PretrainingMaker(EngineMaker whole) implements EngineMaker {

    @Override
    public Resources.Engine name() {
        return whole.name();
    }

    @Override
    public Engine make(ResolvedJob job, NamedArrays parameters) {
        return new PretrainedEngine(job, parameters, whole.make(job, parameters), MatrixProducts.here());
    }

    @Override
    public Kernels kernels() {
        return whole.kernels();
    }
}
