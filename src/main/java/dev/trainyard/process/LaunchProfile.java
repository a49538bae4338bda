package dev.trainyard.process;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a child JVM is started. Children of equal profiles are interchangeable until they are told what to do.
 *
 * @param mainClass its main class, from the service's own class path
 * @param heapMegabytes its largest heap
 * @param flags further JVM flags
 * @param environment variables set for it, besides a short list that it inherits
 * @param arguments of its main method
 */
public record LaunchProfile(
        String mainClass,
        int heapMegabytes,
        List<String> flags,
        Map<String, String> environment,
        List<String> arguments) {

    public LaunchProfile {
        flags = List.copyOf(flags);
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    /** This profile with further JVM flags; of those that contradict each other the last one holds. */
    public LaunchProfile withFlags(List<String> further) {
        List<String> all = Stream.concat(flags.stream(), further.stream()).toList();
        return new LaunchProfile(mainClass, heapMegabytes, all, environment, arguments);
    }
}
