package dev.trainyard.worker;

import dev.trainyard.job.JobState;
import dev.trainyard.job.Running;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Measures what this process's attempts do. Without a worker in it, everything stays zero. */
@Component
class WorkMeasures {

    private final Map<Running, Double> samples = new ConcurrentHashMap<>();
    private final Map<JobState, Counter> ended = new EnumMap<>(JobState.class);
    private final Counter fenced;

    WorkMeasures(MeterRegistry registry) {
        Gauge.builder("trainyard.samples.per.second", this::samplesPerSecond)
                .description("Rows that running jobs learned from, by the last epoch of each")
                .register(registry);
        fenced = Counter.builder("trainyard.jobs.fenced")
                .description("Attempts whose late writes were refused, for their job had gone to another worker")
                .register(registry);
        for (JobState state : JobState.values()) {
            ended.put(
                    state,
                    Counter.builder("trainyard.attempts.ended")
                            .description("Attempts that came to an end here, by the state of their job after it")
                            .tag("state", state.word())
                            .register(registry));
        }
    }

    private double samplesPerSecond() {
        return samples.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    void trains(Running running, @Nullable Double samplesPerSecond) {
        if (samplesPerSecond != null) {
            samples.put(running, samplesPerSecond);
        }
    }

    void gone(Running running) {
        samples.remove(running);
    }

    void ended(JobState state) {
        Counter counter = ended.get(state);
        if (counter != null) {
            counter.increment();
        }
    }

    void fenced() {
        fenced.increment();
    }
}
