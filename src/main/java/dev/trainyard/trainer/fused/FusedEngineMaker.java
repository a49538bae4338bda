package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import dev.trainyard.trainer.engine.Differentiable;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.RowLoss;

/** Makes networks that our own loop trains. */
@AutoService(EngineMaker.class)
public final class FusedEngineMaker implements EngineMaker {

    @Override
    public Resources.Engine name() {
        return Resources.Engine.FUSED;
    }

    @Override
    public Engine make(ResolvedJob job, NamedArrays parameters) {
        return new FusedEngine(job, parameters, MatrixProducts.here());
    }

    @Override
    public Differentiable make(ResolvedJob job, NamedArrays parameters, RowLoss loss) {
        return new FusedEngine(job, parameters, MatrixProducts.here(), loss);
    }

    @Override
    public Kernels kernels() {
        return MatrixProducts.here().kernels();
    }
}
