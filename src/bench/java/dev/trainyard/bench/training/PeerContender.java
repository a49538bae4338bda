package dev.trainyard.bench.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Somebody else's bare loop over data that is already in memory. */
public final class PeerContender implements Contender {

    private final Workload workload;
    private final Examples examples;
    private final Path scratch;
    private final Path data;

    public PeerContender(Workload workload, Examples examples, Path scratch) {
        this.workload = workload;
        this.examples = examples;
        this.scratch = scratch;
        this.data = scratch.resolve("examples.bin");
        examples.write(data);
    }

    @Override
    public Measured run() throws IOException {
        Path log = scratch.resolve("peer.log");
        Process process = start(log);
        Epochs epochs = new Epochs(workload, examples.count(), process);
        try (BufferedReader lines = Contender.lines(process)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] numbers = line.split(" ");
                epochs.add(examples.count() / Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
            }
        }
        Contender.end(process, log);
        return epochs.measured();
    }

    private Process start(Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1500m",
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                workload.peer().main().getName(),
                data.toString(),
                workload.definition(),
                Integer.toString(workload.batchSize()),
                Integer.toString(workload.epochs())));
        builder.environment()
                .put("DJL_CACHE_DIR", scratch.resolveSibling("torch").toString());
        builder.environment().put("OPT_OUT_TRACKING", "true");
        return Contender.start(builder, log);
    }
}
