package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.ProcessorTime;
import dev.trainyard.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@link ServingProgram}, or a like one, as a process of its own, with the compilers and the collector of the image. */
public final class ServingProcess implements AutoCloseable {

    /** Compilers that take less than this share of the service's time are through with what is measured. */
    private static final double RESTING = 0.02;

    /** What is called rarely is compiled late: only after so many turns without a compiler at work is it over. */
    private static final int RESTS = 3;

    private static final int MOST_WARM_UPS = 40;

    private final ServiceProcess service;
    private final ProcessorTime processor;

    private ServingProcess(ServiceProcess service) {
        this.service = service;
        this.processor = new ProcessorTime(service.pid());
    }

    static ServingProcess start(Path data, String... settings) throws IOException {
        return start(ServingProgram.class, data, settings);
    }

    /** A program that has the endpoints of {@link ServingProgram} too. */
    public static ServingProcess start(Class<?> program, Path data, String... settings) throws IOException {
        List<String> all = new ArrayList<>(List.of("--trainyard.roles=api"));
        all.addAll(List.of(settings));
        return new ServingProcess(
                ServiceProcess.start(program, flags(768), Map.of(), data, all.toArray(String[]::new)));
    }

    /** On some of the machine's processors only, such as {@code 0} or {@code 0-2}, with so large a heap. */
    static ServingProcess startOn(String processors, int megabytes, Path data) throws IOException {
        return new ServingProcess(ServiceProcess.startOn(
                processors, ServingProgram.class, flags(megabytes), data, "--trainyard.roles=api"));
    }

    private static List<String> flags(int megabytes) {
        return List.of("-XX:TieredStopAtLevel=4", "-Xms" + megabytes + "m", "-Xmx" + megabytes + "m");
    }

    public int port() {
        return service.port();
    }

    public long pid() {
        return service.pid();
    }

    public ProcessorTime processor() {
        return processor;
    }

    public void publish(String model, long seed, int... widths) {
        Answer answer = service.http()
                .post(
                        "/v2/models/plain/publish",
                        new ServingProgram.Drawn(model, seed, widths, 1, true),
                        "Content-Type",
                        "application/json");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Has it work until the compilers, its own and the callers', have next to nothing left to do: before, one measures them. */
    void warmUp(Runnable work) {
        warmUp(RESTING, work);
    }

    /** @param resting the share of a process's time below which compilers do not matter */
    public void warmUp(double resting, Runnable work) {
        ProcessorTime callers = new ProcessorTime(ProcessHandle.current().pid());
        double own = 1;
        double others = 1;
        int rests = 0;
        for (int round = 0; round < MOST_WARM_UPS && rests < RESTS; round++) {
            CompilersShare service = new CompilersShare(processor);
            CompilersShare outside = new CompilersShare(callers);
            work.run();
            own = service.sinceThen();
            others = outside.sinceThen();
            rests = own <= resting && others <= resting ? rests + 1 : 0;
        }
        System.out.printf(
                "warm: compilers take %.3f of the service's processor time, %.3f of its callers'%n", own, others);
    }

    /** What compilers take of a process's time from here on. */
    private static final class CompilersShare {

        private final ProcessorTime process;
        private final double busy;
        private final double compiling;

        CompilersShare(ProcessorTime process) {
            this.process = process;
            busy = process.seconds();
            compiling = process.compilingSeconds();
        }

        double sinceThen() {
            return (process.compilingSeconds() - compiling) / (process.seconds() - busy);
        }
    }

    /** Memory after the service has collected its garbage. */
    int megabytes() {
        return service.http()
                .post("/v2/models/plain/memory", Map.of(), "Content-Type", "application/json")
                .json()
                .at("/megabytes")
                .asInt();
    }

    @Override
    public void close() {
        service.close();
    }
}
