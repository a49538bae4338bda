package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.ParameterSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Lays a kernel's arrays out one behind the other, row-major, under their names in the catalogue. */
record KernelArrays(List<ParameterSpec> arrays) implements ParamInitializer {

    @Override
    public long numParams(NeuralNetConfiguration configuration) {
        return arrays.stream().mapToLong(array -> array.shape().size()).sum();
    }

    @Override
    public long numParams(Layer layer) {
        return arrays.stream().mapToLong(array -> array.shape().size()).sum();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return arrays.stream().map(ParameterSpec::name).toList();
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return paramKeys(layer).stream().filter(key -> !isBias(key)).toList();
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return paramKeys(layer).stream().filter(KernelArrays::isBias).toList();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return !isBias(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return isBias(key);
    }

    private static boolean isBias(String key) {
        return key.endsWith("bias") || key.endsWith("Bias");
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration configuration, INDArray view, boolean initialize) {
        Map<String, INDArray> views = views(view);
        views.keySet().forEach(configuration::addVariable);
        return views;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration configuration, INDArray view) {
        return views(view);
    }

    private Map<String, INDArray> views(INDArray all) {
        Map<String, INDArray> views = new LinkedHashMap<>();
        long from = 0;
        for (ParameterSpec array : arrays) {
            long to = from + array.shape().size();
            long[] shape = array.shape().dimensions().stream()
                    .mapToLong(Integer::longValue)
                    .toArray();
            INDArray flat = all.reshape(all.length()).get(NDArrayIndex.interval(from, to));
            views.put(array.name(), flat.reshape('c', shape));
            from = to;
        }
        return views;
    }
}
