package dev.trainyard.worker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/** The settings of a worker whose trainers follow scripts: equal ones, so that the tests share one service. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TestPropertySource(
        properties = {
            "trainyard.worker.slots=2",
            "trainyard.worker.memory=250MB",
            "trainyard.worker.cancel-grace=300ms",
            "trainyard.worker.limit-grace=100ms"
        })
@interface ScriptedWork {}
