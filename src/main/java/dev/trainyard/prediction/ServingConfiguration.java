package dev.trainyard.prediction;

import dev.trainyard.home.DataFolder;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.ObjectStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** What a process that answers predictions holds. */
@ApiRole
@Configuration(proxyBeanMethods = false)
class ServingConfiguration {

    @Bean
    GatedLoader gatedLoader(ObjectStore store, OnnxGoldenGate gate, DataFolder data) {
        return new GatedLoader(store, gate, data.serving());
    }

    /** @param most memory that loaded models may take together; the newest stays loaded however large it is */
    @Bean(destroyMethod = "close")
    Servables servables(GatedLoader loader, @Value("${trainyard.serving.memory:512MB}") DataSize most) {
        return new Servables(loader, most.toBytes());
    }
}
