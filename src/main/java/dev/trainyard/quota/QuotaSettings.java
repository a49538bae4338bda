package dev.trainyard.quota;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What each tenant may take; null for as much as there is.
 *
 * @param jobs that wait or run
 * @param queued those among them that wait
 * @param running those among them that run; what is beyond it waits
 * @param gpuJobs those among them that ask for a GPU
 * @param stored bytes of data sets and models
 * @param uploads a day (UTC), made samples among them
 * @param predictions calls a second, of each process
 */
@ConfigurationProperties("trainyard.quota")
record QuotaSettings(
        @Nullable Integer jobs,
        @Nullable Integer queued,
        @Nullable Integer running,
        @Nullable Integer gpuJobs,
        @Nullable DataSize stored,
        @Nullable Integer uploads,
        @Nullable Integer predictions) {

    QuotaSettings {
        positive("jobs", jobs);
        positive("queued", queued);
        positive("running", running);
        positive("gpu-jobs", gpuJobs);
        positive("uploads", uploads);
        positive("predictions", predictions);
        if (stored != null && stored.toBytes() <= 0) {
            throw new IllegalArgumentException(
                    "trainyard.quota.stored is %s; it is a size such as 100GB".formatted(stored));
        }
    }

    private static void positive(String name, @Nullable Integer value) {
        if (value != null && value <= 0) {
            throw new IllegalArgumentException(
                    "trainyard.quota.%s is %d; it is at least 1, or left out".formatted(name, value));
        }
    }
}
