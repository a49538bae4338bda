package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Bidirectional;
import dev.trainyard.trainer.dl4j.fused.BothWays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Trains {@link Bidirectional} with a kernel of our own. */
@AutoService(Dl4jLayer.class)
public final class BidirectionalDl4j implements Dl4jLayer<Bidirectional> {

    @Override
    public Class<Bidirectional> type() {
        return Bidirectional.class;
    }

    @Override
    public KernelLayer configuration(Bidirectional layer, LayerReport report, ActivationFunction activation) {
        return new KernelLayer(report, () -> new BothWays(layer, report.inputShape()));
    }

    @Override
    public Map<String, String> arrays() {
        return Stream.of("forward", "backward")
                .flatMap(way -> Stream.of("Kernel", "RecurrentKernel", "Bias").map(way::concat))
                .collect(Collectors.toMap(name -> name, name -> name));
    }
}
