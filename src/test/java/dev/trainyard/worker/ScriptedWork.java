package dev.trainyard.worker;

import dev.trainyard.testing.TrainyardTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Runs against the service with a worker whose trainers follow scripts; the tests share one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TrainyardTest
@Import(ScriptedParts.class)
@TestPropertySource(
        properties = {
            "trainyard.worker.slots=2",
            "trainyard.worker.memory=250MB",
            "trainyard.worker.cancel-grace=300ms",
            "trainyard.worker.limit-grace=100ms"
        })
@interface ScriptedWork {}
