package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import dev.trainyard.trainer.CoreType;
import dev.trainyard.trainer.dl4j.fused.Gemm;
import dev.trainyard.trainer.engine.Differentiable;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.RowLoss;
import org.nd4j.linalg.factory.Nd4j;

/** Makes DL4J networks. */
@AutoService(EngineMaker.class)
public final class Dl4jEngineMaker implements EngineMaker {

    @Override
    public Resources.Engine name() {
        return Resources.Engine.DL4J;
    }

    @Override
    public Engine make(ResolvedJob job, NamedArrays parameters) {
        FencedExecutioner.install();
        return new Dl4jEngine(job, parameters);
    }

    @Override
    public Differentiable make(ResolvedJob job, NamedArrays parameters, RowLoss loss) {
        FencedExecutioner.install();
        return new Dl4jEngine(job, parameters, new LossHead(loss));
    }

    @Override
    public Kernels kernels() {
        if (!Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu")) {
            return new Kernels("cublas", "cuda");
        }
        String coreType = System.getenv("OPENBLAS_CORETYPE");
        String openBlas = "openblas " + (coreType == null ? CoreType.unnamed() : coreType);
        return new Kernels(openBlas + Gemm.here().library(), "cpu");
    }
}
