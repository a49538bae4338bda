package dev.trainyard.trainer;

import dev.trainyard.trainer.loop.Controls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Runs a job in this process and keeps what it said. */
public final class Recorded implements Consumer<TrainerEvent> {

    private final List<TrainerEvent> events = new ArrayList<>();
    private final Controls controls = new Controls();
    private Consumer<TrainerEvent> reaction = event -> {};
    private LongSupplier nanos = System::nanoTime;

    /** Does something at each event. */
    public Recorded reacting(Consumer<TrainerEvent> then) {
        this.reaction = then;
        return this;
    }

    /** Uses a clock of its own. */
    public Recorded clock(LongSupplier clock) {
        this.nanos = clock;
        return this;
    }

    public Controls controls() {
        return controls;
    }

    public Recorded run(JobFolder folder) {
        new TrainingRun(folder, controls, this, nanos).run();
        return this;
    }

    @Override
    public void accept(TrainerEvent event) {
        events.add(event);
        reaction.accept(event);
    }

    public TrainerEvent last() {
        return events.get(events.size() - 1);
    }

    public <E extends TrainerEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The series at the end of an epoch. */
    public Map<String, @Nullable Double> epoch(int epoch) {
        return all(TrainerEvent.Metrics.class).stream()
                .filter(metrics -> metrics.endOfEpoch() && metrics.epoch() == epoch)
                .findFirst()
                .orElseThrow()
                .series();
    }

    public List<TrainerEvent> events() {
        return events;
    }
}
