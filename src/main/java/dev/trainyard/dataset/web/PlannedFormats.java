package dev.trainyard.dataset.web;

import dev.trainyard.problem.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses formats that are known to come, instead of reading them as text. */
final class PlannedFormats {

    private static final List<String> TEXT_ENDINGS = List.of(".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz");
    private static final Map<String, String> ENDINGS = Map.of(
            ".zip", "zip archives",
            ".tar.gz", "tar archives",
            ".tgz", "tar archives");
    private static final Map<String, String> SIGNATURES = Map.of(
            "PK\u0003\u0004", "zip archives");

    private PlannedFormats() {}

    /** The same bytes, when they are not of a format that is not read yet. */
    static InputStream refuse(InputStream bytes, @Nullable String fileName) throws IOException {
        String name = fileName == null ? "" : fileName.toLowerCase(Locale.ROOT);
        ENDINGS.forEach((ending, format) -> {
            if (name.endsWith(ending)) {
                throw planned(format);
            }
        });
        InputStream marked = new BufferedInputStream(bytes);
        marked.mark(4);
        String start = new String(marked.readNBytes(4), StandardCharsets.ISO_8859_1);
        marked.reset();
        if (SIGNATURES.containsKey(start) && TEXT_ENDINGS.stream().noneMatch(name::endsWith)) {
            throw planned(SIGNATURES.getOrDefault(start, start));
        }
        return marked;
    }

    private static Problem planned(String format) {
        return Problem.notAvailable("%s are not read yet; CSV, TSV, JSON Lines, Parquet and plain text are, each also packed with gzip or zstd".formatted(format));
    }
}
