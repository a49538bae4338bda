package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.SelfAttention;
import dev.trainyard.trainer.dl4j.fused.Attention;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Trains {@link SelfAttention} with a kernel of our own. */
@AutoService(Dl4jLayer.class)
public final class SelfAttentionDl4j implements Dl4jLayer<SelfAttention> {

    @Override
    public Class<SelfAttention> type() {
        return SelfAttention.class;
    }

    @Override
    public KernelLayer configuration(SelfAttention layer, LayerReport report, ActivationFunction activation) {
        return new KernelLayer(report, () -> new Attention(layer, report.inputShape()));
    }

    @Override
    public Map<String, String> arrays() {
        return Stream.of("query", "key", "value", "output")
                .flatMap(part -> Stream.of(part + "Kernel", part + "Bias"))
                .collect(Collectors.toMap(name -> name, name -> name));
    }
}
