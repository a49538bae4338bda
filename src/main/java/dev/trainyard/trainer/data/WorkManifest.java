package dev.trainyard.trainer.data;

import dev.trainyard.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the matrices in the work folder are, float32, little endian, row-major: {@code <part>.f32}, where features and
 * targets are parts of one row, or else {@code <part>-features.f32} and {@code <part>-targets.f32}.
 */
record WorkManifest(int inputs, int outputs, Map<String, Integer> rows, String splitSha256) {

    static Map<String, Integer> rows(Collection<Part> parts) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        parts.forEach(part -> rows.put(part.name(), part.rows()));
        return rows;
    }

    void write(Path work) throws IOException {
        Files.write(work.resolve("manifest.json"), Json.mapper().writeValueAsBytes(this));
    }
}
