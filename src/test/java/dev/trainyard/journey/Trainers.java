package dev.trainyard.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The trainer processes of workers. */
final class Trainers {

    /** Does not compile for long what lives for seconds. */
    static final String SOON_COMPILED = "-XX:TieredStopAtLevel=1";

    static final String SOON = "--trainyard.worker.flags=" + SOON_COMPILED;

    /** The setting by which none is kept warm, so that each that is started is killed at work. */
    static final String COLD = "--trainyard.worker.warm=false";

    private final List<ProcessHandle> workers;

    private Trainers(List<ProcessHandle> workers) {
        this.workers = workers;
    }

    /** Those of some workers. */
    static Trainers of(ProcessHandle... workers) {
        return new Trainers(List.of(workers));
    }

    /** Kills the trainer that has the data of a job mapped, and sees it gone; false when there is none at the moment. */
    boolean kill(String jobId) {
        return children()
                .filter(child -> maps(child).contains(jobId))
                .findFirst()
                .map(Trainers::kill)
                .orElse(false);
    }

    private static boolean kill(ProcessHandle child) {
        boolean killed = child.destroyForcibly();
        child.onExit().join();
        return killed;
    }

    /** Those of some jobs that have a trainer at work. */
    List<String> jobs(Collection<String> some) {
        List<String> mapped = children().map(Trainers::maps).toList();
        return some.stream()
                .filter(id -> mapped.stream().anyMatch(maps -> maps.contains(id)))
                .toList();
    }

    private Stream<ProcessHandle> children() {
        return workers.stream().flatMap(ProcessHandle::children).filter(Trainers::isJava);
    }

    private static boolean isJava(ProcessHandle child) {
        return child.info().command().filter(name -> name.endsWith("java")).isPresent();
    }

    private static String maps(ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc/%d/maps".formatted(child.pid())));
        } catch (IOException e) {
            return ""; // it has just ended
        }
    }
}
