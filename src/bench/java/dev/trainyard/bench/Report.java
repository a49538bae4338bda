package dev.trainyard.bench;

import dev.trainyard.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table, for people and for programs.
 *
 * @param pairs of runs behind each row
 */
record Report(String machine, String java, int pairs, List<Row> training) {

    static Report of(int pairs, List<Row> training) {
        return new Report(
                "%s, %d processors".formatted(processor(), Runtime.getRuntime().availableProcessors()),
                Runtime.version().toString(),
                pairs,
                training);
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** Writes {@code training.json} and {@code training.md}. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("training.json"),
                Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        Files.writeString(folder.resolve("training.md"), markdown());
    }

    private String markdown() {
        return """
                # Training beside PyTorch

                %s; Java %s; one thread each; medians of %d pairs of runs that took turns, after warm-up. [How to read it](README.md).

                | work | Trainyard / PyTorch, wall time | lowest to highest | by CPU time | aim | examples/s | PyTorch's | loss | PyTorch's |
                |---|---|---|---|---|---|---|---|---|
                %s
                """.formatted(
                machine, java, pairs, training.stream().map(Report::line).collect(Collectors.joining("\n")));
    }

    private static String line(Row row) {
        return String.format(
                Locale.ROOT,
                "| %s | **%.2f** | %.2f to %.2f | %.2f | %s | %,.0f | %,.0f | %.4f | %.4f%s |",
                row.work(),
                row.ratio(),
                row.ratios().get(0),
                row.ratios().get(row.ratios().size() - 1),
                row.cpuRatio(),
                row.aim(),
                row.examplesPerSecond(),
                row.torchExamplesPerSecond(),
                row.loss(),
                row.torchLoss(),
                row.learnedTheSame() ? "" : " (not the same)");
    }
}
