package dev.trainyard.trainer;

import dev.trainyard.json.Json;
import dev.trainyard.plan.Resources;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.NetworkArchive;
import java.util.ServiceLoader;

/** The engines and archives on the class path. */
final class Engines {

    private Engines() {}

    /** The engine of that name; {@code auto} is DL4J, which trains everything. */
    static EngineMaker of(Resources.Engine wanted) {
        Resources.Engine name = wanted == Resources.Engine.AUTO ? Resources.Engine.DL4J : wanted;
        return ServiceLoader.load(EngineMaker.class, EngineMaker.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(maker -> maker.name() == name)
                .findFirst()
                .orElseThrow(() -> new JobFailed(
                        "device_unavailable",
                        "this trainer has no engine '%s'".formatted(name),
                        "set resources.engine to \"auto\""));
    }

    /** An engine's name as the contract spells it. */
    static String spelled(EngineMaker maker) {
        return Json.mapper().convertValue(maker.name(), String.class);
    }

    static NetworkArchive archive() {
        return ServiceLoader.load(NetworkArchive.class, NetworkArchive.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no archive format is on the class path"));
    }
}
