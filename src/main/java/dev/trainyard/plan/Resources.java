package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What a job runs on. */
public record Resources(
        Device device,
        Engine engine,

        @Schema(
                types = {"integer", "string"},
                description = "A number of threads of the arithmetic kernels, or `auto`.",
                example = "1")
        Threads threads,

        @Schema(description = "What a worker must have to take the job.")
        List<String> labels) {

    public Resources {
        device = device == null ? Device.AUTO : device;
        engine = engine == null ? Engine.AUTO : engine;
        threads = threads == null ? Threads.AUTO : threads;
        labels = labels == null ? List.of() : List.copyOf(labels);
    }

    /**
     * With every {@code "auto"} filled in.
     *
     * @param usual the engine that {@code "auto"} stands for
     */
    Resources resolved(int autoThreads, Engine usual) {
        return new Resources(
                device == Device.AUTO ? Device.CPU : device,
                engine == Engine.AUTO ? usual : engine,
                threads.equals(Threads.AUTO) ? new Threads(autoThreads) : threads,
                labels);
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public static Resources defaults() {
        return new Resources(null, null, null, null);
    }

    public enum Device {
        @JsonProperty("auto")
        AUTO,
        @JsonProperty("cpu")
        CPU,
        @JsonProperty("gpu")
        GPU
    }

    public enum Engine {
        @JsonProperty("auto")
        AUTO,
        @JsonProperty("dl4j")
        DL4J,
        @JsonProperty("fused")
        FUSED
    }

    /** Threads of the arithmetic kernels, or {@code "auto"}. */
    public record Threads(int count) {

        public static final Threads AUTO = new Threads(0);
        private static final int MOST = 256;

        @JsonCreator
        static Threads read(Object value) {
            if ("auto".equals(value)) {
                return AUTO;
            }
            if (value instanceof Integer count && count > 0 && count <= MOST) {
                return new Threads(count);
            }
            throw new IllegalArgumentException(
                    "threads is %s; it is a whole number from 1 to %d, or \"auto\"".formatted(value, MOST));
        }

        @JsonValue
        Object written() {
            return count == 0 ? "auto" : count;
        }
    }
}
