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
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Jobs whose trainers, and a worker with its own, are killed at any moment end as one that never was, to the last bit. Each time
 * chance takes another way to learn; all of them are broken off by {@code BrokenOffTest}, and killed by {@link KillFiguresTest}.
 */
@TrainyardTest
class KillTest {

    private static final int TRAINERS = 9;

    /** So short that hardly a job comes to its end before its turn: each trainer that starts costs seconds of a processor. */
    private static final int LONGEST_PAUSE_MILLIS = 400;

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
        Random random = new Random(seed);
        String technique = Techniques.NAMES.get(random.nextInt(Techniques.NAMES.size()));
        Http http = new Http(port);
        KilledJobs jobs = new KilledJobs(random, LONGEST_PAUSE_MILLIS, http);
        Map<String, Object> job = Techniques.job(http, technique);
        try (ServiceProcess second = startWorker()) {
            jobs.begin("one", job);
            jobs.begin("other", job);
            for (int i = 0; i < TRAINERS; i++) {
                jobs.killOne(Trainers.of(ProcessHandle.current(), second.handle()));
            }
            jobs.lose(Trainers.of(second.handle()));
            second.kill();
        }
        compare(jobs.ended(), http);
        System.out.printf(
                "killed %d trainers, then a worker with its own; jobs (%s) broke off so often: %s%n",
                TRAINERS, technique, jobs.killed().values());
    }

    /** Beside the one of this test, on its database and its store, so that either goes on with what the other leaves. */
    private ServiceProcess startWorker() throws IOException {
        Natives.lend(elsewhere);
        return ServiceProcess.start(
                elsewhere,
                "--trainyard.roles=worker",
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
