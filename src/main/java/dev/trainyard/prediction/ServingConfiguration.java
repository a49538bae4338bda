package dev.trainyard.prediction;

import dev.trainyard.home.DataFolder;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.ObjectStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** What a process that answers predictions holds. */
@ApiRole
@Configuration(proxyBeanMethods = false)
class ServingConfiguration {

    /**
     * @param rows how many rows of several callers are computed in one go, 1 for no waiting
     * @param wait how long the first waits for others
     * @param from how large the file of a model is whose callers wait
     */
    @Bean
    GatedLoader gatedLoader(
            ObjectStore store,
            OnnxGoldenGate gate,
            DataFolder data,
            @Value("${trainyard.serving.batch-rows:1}") int rows,
            @Value("${trainyard.serving.batch-wait:200us}") Duration wait,
            @Value("${trainyard.serving.batch-from:1MB}") DataSize from) {
        return new GatedLoader(store, gate, data.serving(), new Batches.Policy(rows, wait, from.toBytes()));
    }

    /** @param most memory that loaded models may take together; the newest stays loaded however large it is */
    @Bean(destroyMethod = "close")
    Servables servables(GatedLoader loader, @Value("${trainyard.serving.memory:512MB}") DataSize most) {
        return new Servables(loader, most.toBytes());
    }

    /** @param longest how long a model stays loaded that nobody asks */
    @Bean(destroyMethod = "close")
    IdleModels idleModels(Servables servables, @Value("${trainyard.serving.idle:30m}") Duration longest) {
        return new IdleModels(servables, longest);
    }

    /**
     * @param atOnce how many calls compute at once, by default one for each processor, and at least two, so that one processor has
     *     a place for another model
     * @param waiting how many may wait for that
     */
    @Bean
    Entrance entrance(
            @Value("${trainyard.serving.at-once:}") @Nullable Integer atOnce,
            @Value("${trainyard.serving.waiting:64}") int waiting) {
        int processors = Runtime.getRuntime().availableProcessors();
        return atOnce == null
                ? new Entrance(Math.max(2, processors), processors, waiting)
                : new Entrance(atOnce, atOnce, waiting);
    }
}
