package dev.trainyard.trainer.dl4j;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Between DL4J's one flat array and named arrays in Keras' layout: parameters, and whatever else has one number for each
 * of them.
 */
final class Dl4jParameters {

    private final ResolvedJob job;
    private final Dl4jModel network;

    Dl4jParameters(ResolvedJob job, Dl4jModel network) {
        this.job = job;
        this.network = network;
    }

    int size() {
        return Math.toIntExact(network.parameters().length());
    }

    /** Where each array lies in the flat one, in its order. */
    List<Segment> segments() {
        INDArray flat = Nd4j.create(network.parameters().dataType(), 1, size());
        return places(flat).stream()
                .map(place -> new Segment(
                        place.name(),
                        place.layer(),
                        Math.toIntExact(place.view().offset()),
                        Math.toIntExact(place.view().offset() + place.view().length()),
                        !place.spec().trainable()))
                .toList();
    }

    /** Reads a flat array out under the parameters' names, each followed by {@code suffix}. */
    List<NamedArray> read(float[] flat, String suffix) {
        INDArray whole = Nd4j.create(flat, new long[] {1, flat.length}, 'c');
        return places(whole).stream()
                .map(place -> new NamedArray(
                        place.name() + suffix, place.spec().shape().dimensions(), Arrays2d.floats(place.keras())))
                .toList();
    }

    /** Makes a flat array of named ones. */
    float[] flat(NamedArrays arrays, String suffix) {
        INDArray whole = Nd4j.create(new float[size()], new long[] {1, size()}, 'c');
        for (Place place : places(whole)) {
            NamedArray array = arrays.get(place.name() + suffix);
            INDArray view = place.keras();
            view.assign(Nd4j.create(array.values(), view.shape(), 'c'));
        }
        float[] flat = new float[size()];
        Arrays2d.read(whole, flat);
        return flat;
    }

    /** One array's place: {@code view} is the part of the flat array, {@code keras} the same with Keras' axes. */
    private record Place(String name, int layer, ParameterSpec spec, INDArray view, INDArray keras) {}

    private List<Place> places(INDArray flat) {
        List<Place> places = new ArrayList<>();
        Map<String, LayerReport> reports = new HashMap<>();
        job.layers().forEach(report -> reports.put(report.name(), report));
        long from = 0;
        for (Dl4jModel.Placed layer : network.layers()) {
            NeuralNetConfiguration configuration = layer.configuration();
            long length = configuration.getLayer().initializer().numParams(configuration);
            if (length > 0) {
                INDArray part = flat.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + length));
                places.addAll(places(Objects.requireNonNull(reports.get(layer.name())), configuration, part));
            }
            from += length;
        }
        return places;
    }

    private List<Place> places(LayerReport report, NeuralNetConfiguration configuration, INDArray part) {
        Layer layer = report.layer();
        Map<String, INDArray> views =
                configuration.getLayer().initializer().getGradientsFromFlattened(configuration, part);
        List<Place> places = new ArrayList<>();
        for (ParameterSpec spec : report.arrays()) {
            INDArray view = views.get(Dl4jNetwork.trains(layer).arrays(layer).get(spec.name()));
            if (view == null) {
                throw new IllegalStateException("DL4J's %s holds no %s".formatted(report.type(), spec.name()));
            }
            INDArray keras = Dl4jNetwork.trains(layer).inKerasOrder(layer, spec.name(), view);
            places.add(new Place(report.name() + "/" + spec.name(), report.index(), spec, view, keras));
        }
        return places;
    }
}
