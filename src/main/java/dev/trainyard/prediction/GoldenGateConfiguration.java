package dev.trainyard.prediction;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gate of every process: who publishes a version asks it, and who serves one does. */
@Configuration(proxyBeanMethods = false)
class GoldenGateConfiguration {

    @Bean
    OnnxGoldenGate goldenGate() {
        return new OnnxGoldenGate();
    }
}
