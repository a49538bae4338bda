package dev.trainyard.trainer.fused;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Shape;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.NativeFloats;
import dev.trainyard.trainer.engine.NativeFloats.Matrix;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * All parameters of a network in one array, layer by layer in Keras' layout, beside them the slope of the loss by each, and
 * both once more outside the heap, where products reach them.
 */
final class Weights {

    private final List<Place> places;
    private final float[] values;
    private final float[] slopes;
    private final NativeFloats nativeValues;
    private final NativeFloats nativeSlopes;

    Weights(List<LayerReport> layers, MatrixProducts products) {
        this.places = places(layers);
        int size =
                places.isEmpty() ? 0 : places.get(places.size() - 1).segment().to();
        this.values = new float[size];
        this.slopes = new float[size];
        this.nativeValues = products.room(size);
        this.nativeSlopes = products.room(size);
    }

    private record Place(Segment segment, Shape shape) {}

    private static List<Place> places(List<LayerReport> layers) {
        List<Place> places = new ArrayList<>();
        int from = 0;
        for (LayerReport report : layers) {
            for (ParameterSpec spec : report.arrays()) {
                int to = Math.toIntExact(from + spec.shape().size());
                String name = report.name() + "/" + spec.name();
                places.add(new Place(new Segment(name, report.index(), from, to, !spec.trainable()), spec.shape()));
                from = to;
            }
        }
        return places;
    }

    List<Segment> segments() {
        return places.stream().map(Place::segment).toList();
    }

    /** Where an array such as {@code dense_0/kernel} lies. */
    Segment segment(String name) {
        return segments().stream()
                .filter(segment -> segment.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    float[] values() {
        return values;
    }

    float[] slopes() {
        return slopes;
    }

    /** A parameter as a matrix of so many columns. */
    Matrix matrix(Segment segment, int columns) {
        return nativeValues.matrix(segment.from(), columns);
    }

    /** Where a product writes the slopes by such a matrix, to be {@linkplain #readSlopes read} then. */
    Matrix slopeMatrix(Segment segment, int columns) {
        return nativeSlopes.matrix(segment.from(), columns);
    }

    void readSlopes(Segment segment) {
        nativeSlopes.get(segment.from(), slopes, segment.from(), segment.to() - segment.from());
    }

    /** Makes changed parameters known to the products. */
    void changed() {
        nativeValues.put(0, values, 0, values.length);
    }

    void set(NamedArrays arrays) {
        fill(values, arrays, "");
        changed();
    }

    /** An array of one number for each parameter as named arrays, each name followed by {@code suffix}. */
    List<NamedArray> named(float[] flat, String suffix) {
        return places.stream()
                .map(place -> new NamedArray(
                        place.segment().name() + suffix,
                        place.shape().dimensions(),
                        java.util.Arrays.copyOfRange(
                                flat, place.segment().from(), place.segment().to())))
                .toList();
    }

    /** The way back. */
    void fill(float[] flat, NamedArrays arrays, String suffix) {
        for (Place place : places) {
            Segment segment = place.segment();
            float[] given = arrays.get(segment.name() + suffix).values();
            if (given.length != segment.to() - segment.from()) {
                throw new IllegalArgumentException("%s has %d numbers, not %d"
                        .formatted(segment.name(), segment.to() - segment.from(), given.length));
            }
            System.arraycopy(given, 0, flat, segment.from(), given.length);
        }
    }

    void close() {
        nativeValues.close();
        nativeSlopes.close();
    }
}
