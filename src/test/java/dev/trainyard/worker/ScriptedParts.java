package dev.trainyard.worker;

import dev.trainyard.job.SampleJobs;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What plans, launches, checks and registers around a worker whose trainers follow scripts. */
@TestConfiguration(proxyBeanMethods = false)
class ScriptedParts {
    @Bean
    @Primary
    SampleJobs sampleJobs() {
        return new SampleJobs();
    }

    @Bean
    @Primary
    ScriptedGate scriptedGate() {
        return new ScriptedGate();
    }

    @Bean
    @Primary
    Shelf shelf() {
        return new Shelf();
    }

    @Bean
    @Primary
    Launches scriptedLaunches() {
        return new ScriptedLaunches();
    }
}
