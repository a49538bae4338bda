package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Prelu;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains {@link Prelu}. */
@AutoService(Dl4jLayer.class)
public final class PreluDl4j implements Dl4jLayer<Prelu> {

    @Override
    public Class<Prelu> type() {
        return Prelu.class;
    }

    @Override
    public PReLULayer configuration(Prelu layer, LayerReport report, ActivationFunction activation) {
        long[] shape = ChannelsFirst.dimensions(report.inputShape()).stream()
                .mapToLong(Integer::longValue)
                .toArray();
        return new PReLULayer.Builder().inputShape(shape).build();
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("alpha", "W");
    }

    @Override
    public INDArray inKerasOrder(String array, INDArray view) {
        int rank = view.rank();
        return view.permute(IntStream.range(0, rank).map(axis -> (axis + 1) % rank).toArray());
    }
}
