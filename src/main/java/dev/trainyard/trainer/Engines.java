package dev.trainyard.trainer;

import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.NetworkArchive;
import dev.trainyard.trainer.technique.Lesson;
import dev.trainyard.trainer.technique.Supervised;
import dev.trainyard.trainer.technique.Technique;
import java.util.ServiceLoader;

/** The techniques, engines and archives on the class path. */
final class Engines {

    private Engines() {}

    /** What a job's technique makes of it. */
    static Lesson begin(ResolvedJob job, Prepared data) {
        return ServiceLoader.load(Technique.class, Technique.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(technique -> technique.teaches(job))
                .findFirst()
                .map(technique -> technique.begin(job, data))
                .orElseGet(() ->
                        new Supervised(job, data, EngineMaker.of(job.resources().engine())));
    }

    static NetworkArchive archive() {
        return ServiceLoader.load(NetworkArchive.class, NetworkArchive.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no archive format is on the class path"));
    }
}
