package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Prelu;
import dev.trainyard.trainer.dl4j.fused.Slopes;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains {@link Prelu}; factors that are shared, which DL4J cannot train, with a kernel of our own. */
@AutoService(Dl4jLayer.class)
public final class PreluDl4j implements Dl4jLayer<Prelu> {

    @Override
    public Class<Prelu> type() {
        return Prelu.class;
    }

    @Override
    public Layer configuration(Prelu layer, LayerReport report, ActivationFunction activation) {
        if (!layer.sharedAxes().isEmpty()) {
            Shape input = report.inputShape();
            return new KernelLayer(report, () -> new Slopes(input, layer.factors(input)));
        }
        long[] shape = ChannelsFirst.dimensions(report.inputShape()).stream()
                .mapToLong(Integer::longValue)
                .toArray();
        return new PReLULayer.Builder().inputShape(shape).build();
    }

    @Override
    public Map<String, String> arrays(Prelu layer) {
        return Map.of("alpha", layer.sharedAxes().isEmpty() ? "W" : "alpha");
    }

    @Override
    public INDArray inKerasOrder(Prelu layer, String array, INDArray view) {
        if (!layer.sharedAxes().isEmpty()) {
            return view;
        }
        int rank = view.rank();
        return view.permute(
                IntStream.range(0, rank).map(axis -> (axis + 1) % rank).toArray());
    }
}
