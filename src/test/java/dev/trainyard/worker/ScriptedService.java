package dev.trainyard.worker;

import dev.trainyard.Trainyard;
import dev.trainyard.job.SampleJobs;
import dev.trainyard.process.ChildProcesses;
import dev.trainyard.process.InnerProcess;
import dev.trainyard.storage.Digest;
import dev.trainyard.trainer.JobFolder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The service with trainers that follow scripts within its own process, for figures about everything but training. The rows
 * of its jobs are the object that {@code scripted.rows} names.
 */
public final class ScriptedService {

    private ScriptedService() {}

    public static void main(String[] arguments) {
        new SpringApplication(Trainyard.class, Parts.class).run(arguments);
    }

    static int train(BlockingQueue<String> lines, PrintStream out) throws Exception {
        out.println("{\"type\":\"ready\"}");
        out.flush();
        Path folder = Path.of(lines.take());
        try {
            new ScriptedTrainer(out, lines, new JobFolder(folder), ScriptedService::end).play();
            return 0;
        } catch (Ended e) {
            return e.status;
        }
    }

    private static void end(int status) {
        throw new Ended(status);
    }

    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Ended(int status) {
            super(null, null, false, false);
            this.status = status;
        }
    }

    /** In place of what plans, launches, checks and registers. Not annotated, so that no scan finds it. */
    static final class Parts {
        @Bean
        @Primary
        SampleJobs sampleJobs() {
            SampleJobs jobs = new SampleJobs();
            jobs.useRows(new Digest(System.getProperty("scripted.rows", "0".repeat(64))));
            return jobs;
        }

        @Bean
        @Primary
        ScriptedGate scriptedGate() {
            return new ScriptedGate();
        }

        @Bean
        @Primary
        Shelf shelf() {
            return new Shelf();
        }

        @Bean
        @Primary
        Launches scriptedLaunches() {
            return new ScriptedLaunches();
        }

        @Bean
        @Primary
        ChildProcesses innerProcesses() {
            return profile -> InnerProcess.start(ScriptedService::train);
        }
    }
}
