package dev.trainyard.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Starts child JVMs with this process's Java and class path, an environment of their own, and no claim to memory. */
@Component
final class JavaChildProcesses implements ChildProcesses {

    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR");

    private final RuntimeClassPath classPath;

    JavaChildProcesses(RuntimeClassPath classPath) {
        this.classPath = classPath;
    }

    @Override
    public ChildProcess start(LaunchProfile profile) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(profile));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(profile.environment());
        // The class path is long: in the environment it stays out of the process list.
        environment.put("CLASSPATH", classPath.get());
        Process process = builder.start();
        killFirstWhenMemoryIsShort(process.pid());
        return new ChildProcess(process);
    }

    private static List<String> command(LaunchProfile profile) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + profile.heapMegabytes() + "m");
        command.addAll(profile.flags());
        command.add(profile.mainClass());
        command.addAll(profile.arguments());
        return command;
    }

    private static void killFirstWhenMemoryIsShort(long pid) {
        try {
            Files.writeString(Path.of("/proc/%d/oom_score_adj".formatted(pid)), "1000");
        } catch (IOException e) {
            // Not Linux, or already gone: only the order of killing under memory pressure is lost.
        }
    }
}
