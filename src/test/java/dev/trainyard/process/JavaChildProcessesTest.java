package dev.trainyard.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TrainyardTest
class JavaChildProcessesTest {

    @Autowired
    private ChildProcesses children;

    /** Repeats what it is told until its input ends. */
    static final class Echo {
        public static void main(String[] arguments) throws IOException {
            System.out.println(
                    arguments[0] + " " + System.getenv("GREETING") + " " + System.getenv("SECRET_OF_PARENT"));
            System.in.transferTo(System.out);
        }
    }

    @Test
    void speaksInLinesAndEndsWithItsParent() throws IOException, InterruptedException {
        LaunchProfile profile = new LaunchProfile(
                Echo.class.getName(), 64, List.of("-XX:+UseSerialGC"), Map.of("GREETING", "hello"), List.of("first"));
        try (ChildProcess child = children.start(profile)) {
            assertThat(child.output().readLine()).isEqualTo("first hello null");
            child.send("ping");
            assertThat(child.output().readLine()).isEqualTo("ping");
            assertThat(child.residentBytes().orElseThrow()).isGreaterThan(1_000_000);
            child.kill();
            assertThat(child.awaitExit(Duration.ofMinutes(5))).isTrue();
            assertThat(child.exitStatus()).isEqualTo(128 + 9);
        }
    }
}
