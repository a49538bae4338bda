package dev.trainyard.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.trainyard.Trainyard;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RefusalAnalyzerTest {

    @Test
    void tellsWhyTheServiceWillNotStartWithoutAStackTrace(@TempDir Path folder, CapturedOutput output) {
        SpringApplication service = new SpringApplication(Trainyard.class);
        assertThat(catchThrowable(
                        () -> service.run("--server.address=0.0.0.0", "--server.port=0", "--trainyard.data=" + folder)))
                .hasRootCauseInstanceOf(RefusedToStart.class);
        assertThat(output).contains("SERVER_ADDRESS is 0.0.0.0").doesNotContain("\tat ");
    }
}
