package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.RepeatVector;
import dev.trainyard.trainer.dl4j.fused.Repeat;

/** Trains {@link RepeatVector} with a kernel of our own. */
@AutoService(Dl4jLayer.class)
public final class RepeatVectorDl4j implements Dl4jLayer<RepeatVector> {

    @Override
    public Class<RepeatVector> type() {
        return RepeatVector.class;
    }

    @Override
    public KernelLayer configuration(RepeatVector layer, LayerReport report, ActivationFunction activation) {
        return new KernelLayer(
                report,
                () -> new Repeat(
                        report.inputShape().last(),
                        report.outputShape().dimensions().get(0)));
    }
}
