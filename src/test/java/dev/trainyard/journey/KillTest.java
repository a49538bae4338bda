package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.ServiceProcess;
import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Jobs whose trainers, and a whole second service with its worker, are killed at any moment end as ones that never were, to the
 * last bit. What is special to each way to learn is held by {@code BrokenOffTest}, and all of it by {@link KillFiguresTest}.
 */
@TrainyardTest
class KillTest {

    private static final int TRAINERS = 9;

    @LocalServerPort
    private int port;

    @Value("${trainyard.data}")
    private Path here;

    @Value("${spring.datasource.url}")
    private String database;

    @TempDir
    private Path elsewhere;

    @Test
    void jobsThatBreakOffTenTimesEndAsIfNothingHadHappened() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs Linux' /proc to look into processes");
        long seed = Long.getLong("trainyard.kills.seed", System.nanoTime());
        System.out.printf("kills by -Dtrainyard.kills.seed=%d%n", seed);
        Http http = new Http(port);
        KilledJobs jobs = new KilledJobs(new Random(seed), http);
        try (ServiceProcess second = startSecond()) {
            jobs.begin("one", Techniques.job(http, "mlp"));
            jobs.begin("other", Techniques.job(http, "mlp"));
            for (int i = 0; i < TRAINERS; i++) {
                jobs.killOne(Trainers.of(ProcessHandle.current(), second.handle()));
            }
            jobs.lose(Trainers.of(second.handle()));
            second.kill();
        }
        compare(jobs.ended(), http);
        System.out.printf(
                "killed %d trainers, then a service with its worker; jobs broke off so often: %s%n",
                TRAINERS, jobs.killed().values());
    }

    /** Beside the one of this test, on its database and its store, so that either goes on with what the other leaves. */
    private ServiceProcess startSecond() throws IOException {
        Natives.lend(elsewhere);
        return ServiceProcess.start(
                elsewhere,
                "--spring.datasource.url=" + database,
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--trainyard.storage.directory=" + here.resolve("store"),
                Trainers.SOON,
                Trainers.COLD);
    }

    private void compare(List<Answer> ended, Http http) throws IOException {
        Undisturbed undisturbed = new Undisturbed(here.resolve("store"), here.resolve("natives"), elsewhere);
        undisturbed.add(ended.get(0));
        undisturbed.train();
        for (Answer job : ended) {
            undisturbed.compare(http, job);
            assertThat(WorkLost.of(http, job.at("/id")))
                    .as("updates told that were made again, by broken attempt")
                    .allMatch(updates -> updates <= Techniques.UPDATES_BETWEEN);
        }
    }
}
