package dev.trainyard.bench.service;

import dev.trainyard.bench.ThisMachine;
import dev.trainyard.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The table, for people and for programs.
 *
 * @param facts further numbers, such as accuracies, by what they are
 */
record ServiceReport(String machine, String java, List<Line> lines, Map<String, Double> facts) {

    static ServiceReport of(List<Line> lines, Map<String, Double> facts) {
        return new ServiceReport(ThisMachine.described(), Runtime.version().toString(), lines, facts);
    }

    /** Writes {@code service.json} and {@code service.md}. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("service.json"),
                Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        Files.writeString(folder.resolve("service.md"), markdown());
    }

    private String markdown() {
        return """
                # The service beside others

                %s; Java %s; one thread for training each. [How to read it](README.md#the-service).

                | work | Trainyard | beside | took | times faster | aim |
                |---|---|---|---|---|---|
                %s

                | | |
                |---|---|
                %s
                """.formatted(
                machine,
                java,
                lines.stream().map(Line::markdown).collect(Collectors.joining("\n")),
                facts.entrySet().stream()
                        .map(fact -> String.format(Locale.ROOT, "| %s | %.4f |", fact.getKey(), fact.getValue()))
                        .collect(Collectors.joining("\n")));
    }
}
