package dev.trainyard.trainer.engine;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.List;

/** Shows the gradients of a part of a network as the whole's: its layers are counted from where they begin in that. */
public final class PartObserver implements GradientObserver {

    private final GradientObserver whole;
    private final int begins;
    private List<Segment> own = List.of();
    private List<Segment> counted = List.of();

    private PartObserver(GradientObserver whole, int begins) {
        this.whole = whole;
        this.begins = begins;
    }

    /** For the part whose layers' names begin so. */
    public static GradientObserver of(GradientObserver whole, String prefix, List<LayerReport> layers) {
        int begins = 0;
        while (!layers.get(begins).name().startsWith(prefix)) {
            begins++;
        }
        return new PartObserver(whole, begins);
    }

    @Override
    public void see(float[] gradient, List<Segment> segments) {
        if (!segments.equals(own)) {
            own = segments;
            counted = segments.stream().map(this::inWhole).toList();
        }
        whole.see(gradient, counted);
    }

    private Segment inWhole(Segment segment) {
        return new Segment(segment.name(), begins + segment.layer(), segment.from(), segment.to(), segment.statistic());
    }
}
