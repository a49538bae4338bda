package dev.trainyard.bench.training;

import dev.trainyard.bench.ThisMachine;
import dev.trainyard.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The table, for people and for programs.
 *
 * @param pairs of runs behind each row
 */
record TrainingReport(String machine, String java, int pairs, List<Row> training) {

    static TrainingReport of(int pairs, List<Row> training) {
        return new TrainingReport(ThisMachine.described(), Runtime.version().toString(), pairs, training);
    }

    /** Writes {@code training.json} and {@code training.md}, or {@code training-avx2} where the processor has no AVX-512. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        String name = ThisMachine.hasAvx512() ? "training" : "training-avx2";
        Files.writeString(
                folder.resolve(name + ".json"),
                Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        Files.writeString(folder.resolve(name + ".md"), markdown());
    }

    private String markdown() {
        return """
                # Training beside others

                %s%s; Java %s; one thread each; medians of %d pairs of runs that took turns, after warm-up. [How to read it](README.md).

                | work | beside | Trainyard / peer, wall time | lowest to highest | by CPU time | aim | examples/s | the peer's | loss | the peer's |
                |---|---|---|---|---|---|---|---|---|---|
                %s
                """.formatted(
                        machine,
                        ThisMachine.hasAvx512() ? "" : ", without AVX-512",
                        java,
                        pairs,
                        training.stream().map(TrainingReport::line).collect(Collectors.joining("\n")));
    }

    private static String line(Row row) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | **%.2f** | %.2f to %.2f | %.2f | %s | %,.0f | %,.0f | %.4f | %.4f%s |",
                row.work(),
                row.peer(),
                row.ratio(),
                row.ratios().get(0),
                row.ratios().get(row.ratios().size() - 1),
                row.cpuRatio(),
                row.aim() > 0 ? Double.toString(row.aim()) : "-",
                row.examplesPerSecond(),
                row.peerExamplesPerSecond(),
                row.loss(),
                row.peerLoss(),
                row.learnedTheSame() ? "" : " (not the same)");
    }
}
