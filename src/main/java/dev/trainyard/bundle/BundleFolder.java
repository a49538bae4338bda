package dev.trainyard.bundle;

import dev.trainyard.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a bundle, by the names they have in every bundle. */
public record BundleFolder(Path folder) {

    /** The network, from encoded rows to raw answers; opens in any ONNX runtime. */
    public Path model() {
        return folder.resolve("model.onnx");
    }

    /** The network from raw columns to answers in their own words; there only where ONNX has words for both. */
    public Path pipeline() {
        return folder.resolve("pipeline.onnx");
    }

    /**
     * The part of a variational autoencoder that makes examples of noise, or of a network that writes texts the part that reads
     * what it has written; there only where the manifest tells a prior, or steps.
     */
    public Path decoder() {
        return folder.resolve("decoder.onnx");
    }

    public Path manifest() {
        return folder.resolve("manifest.json");
    }

    public Path golden() {
        return folder.resolve("golden.json");
    }

    public Path evaluation() {
        return folder.resolve("evaluation.json");
    }

    public Path provenance() {
        return folder.resolve("provenance.json");
    }

    public Path definition() {
        return folder.resolve("definition.json");
    }

    /** The parameters as named arrays. */
    public Path parameters() {
        return folder.resolve("parameters.safetensors");
    }

    /** The network as DL4J saves it, for those who want to go on there. */
    public Path dl4j() {
        return folder.resolve("dl4j.zip");
    }

    public Manifest readManifest() throws IOException {
        return read(manifest(), Manifest.class);
    }

    public GoldenRows readGolden() throws IOException {
        return read(golden(), GoldenRows.class);
    }

    public Evaluation readEvaluation() throws IOException {
        return read(evaluation(), Evaluation.class);
    }

    public Provenance readProvenance() throws IOException {
        return read(provenance(), Provenance.class);
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        return Json.mapper().readValue(Files.readAllBytes(file), type);
    }
}
