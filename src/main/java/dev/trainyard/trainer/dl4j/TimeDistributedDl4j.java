package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.TimeDistributed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains {@link TimeDistributed}: the layer within sees each step as an example of its own. */
@AutoService(Dl4jLayer.class)
public final class TimeDistributedDl4j implements Dl4jLayer<TimeDistributed> {

    @Override
    public Class<TimeDistributed> type() {
        return TimeDistributed.class;
    }

    @Override
    public org.deeplearning4j.nn.conf.layers.Layer configuration(
            TimeDistributed layer, LayerReport report, ActivationFunction activation) {
        return within(layer).configuration(layer.layer(), report.within(layer.layer()), activation);
    }

    @Override
    public List<InputPreProcessor> before(TimeDistributed layer, LayerReport report) {
        List<InputPreProcessor> steps = new ArrayList<>(List.of(new FoldSteps(steps(report), true)));
        within(layer)
                .before(layer.layer(), report.within(layer.layer()))
                .forEach(step -> steps.add(new EachStep(step, steps(report))));
        return steps;
    }

    @Override
    public List<InputPreProcessor> after(TimeDistributed layer, LayerReport report) {
        List<InputPreProcessor> steps = new ArrayList<>();
        within(layer)
                .after(layer.layer(), report.within(layer.layer()))
                .forEach(step -> steps.add(new EachStep(step, steps(report))));
        steps.add(new FoldSteps(steps(report), false));
        return steps;
    }

    private static int steps(LayerReport report) {
        return report.inputShape().dimensions().get(0);
    }

    @Override
    public Map<String, String> arrays(TimeDistributed layer) {
        return within(layer).arrays(layer.layer());
    }

    @Override
    public INDArray inKerasOrder(TimeDistributed layer, String array, INDArray view) {
        return within(layer).inKerasOrder(layer.layer(), array, view);
    }

    private static Dl4jLayer<Layer> within(TimeDistributed layer) {
        return Dl4jNetwork.trains(layer.layer());
    }
}
