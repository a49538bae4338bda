package dev.trainyard.trainer;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.GoldenRows;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.NetworkArchive;
import dev.trainyard.trainer.onnx.OnnxModel;
import dev.trainyard.trainer.score.Answers;
import dev.trainyard.trainer.score.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates a trained network and writes its bundle. */
final class BundleWriter {

    private final ResolvedJob job;
    private final Prepared data;
    private final EngineMaker maker;
    private final Engine engine;
    private final NamedArrays parameters;
    private final NetworkArchive archive = Engines.archive();

    BundleWriter(ResolvedJob job, Prepared data, EngineMaker maker, Engine engine) {
        this.job = job;
        this.data = data;
        this.maker = maker;
        this.engine = engine;
        this.parameters = engine.parameters();
    }

    void write(BundleFolder bundle, int epochs, long iterations) throws IOException {
        Files.createDirectories(bundle.folder());
        json(bundle.evaluation(), evaluation());
        json(bundle.golden(), golden());
        json(bundle.manifest(), manifest());
        json(bundle.provenance(), provenance());
        json(bundle.definition(), job.definition());
        parameters.write(bundle.parameters());
        Files.write(bundle.model(), OnnxModel.of(job, parameters, metadata()));
        archive.write(job, new NetworkArchive.Trained(parameters, engine.state(), epochs, iterations), bundle.dl4j());
    }

    private static void json(Path file, Object value) throws IOException {
        Files.write(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
    }

    private Evaluation evaluation() {
        Scoring scoring =
                new Scoring(data.codec().ofOne(), job.training().loss(), job.training().metrics());
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, Evaluation.Report> reports = new LinkedHashMap<>();
        for (Part part : data.parts()) {
            if (!part.isEmpty()) {
                Answers answers = Answers.of(engine, part, part.order());
                metrics.put(part.name() + "/loss", scoring.loss(answers, null));
                scoring.allMetrics(answers).forEach((name, value) -> {
                    if (value != null) {
                        metrics.put(part.name() + "/" + name, value);
                    }
                });
                reports.put(part.name(), scoring.report(answers));
            }
        }
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return new Evaluation(metrics, reports);
    }

    private GoldenRows golden() {
        int rows = data.examples().size();
        int width = data.codec().width();
        float[] outputs = engine.predict(data.encodedExamples());
        List<List<Float>> answers = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<Float> answer = new ArrayList<>();
            for (int i = row * width; i < (row + 1) * width; i++) {
                answer.add(outputs[i]);
            }
            answers.add(answer);
        }
        return new GoldenRows(data.examples(), answers);
    }

    private Manifest manifest() {
        return new Manifest(
                Manifest.FORMAT,
                job.task(),
                job.features(),
                job.target(),
                data.encoder(),
                data.codec(),
                OnnxModel.INPUT,
                OnnxModel.OUTPUT);
    }

    private Provenance provenance() {
        EngineMaker.Kernels kernels = maker.kernels();
        return new Provenance(
                job.dataset().sha256().hex(),
                job,
                job.training().seed(),
                data.splitSha256(),
                Engines.spelled(maker),
                Machine.threads(),
                kernels.name(),
                Machine.version(),
                archive.version(),
                kernels.backend(),
                Runtime.version().toString(),
                Machine.cpu(),
                parameters.sha256());
    }

    /** What the ONNX file tells to those who have nothing else. */
    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("producer", "trainyard " + Machine.version());
        metadata.put("task", Json.mapper().convertValue(job.task(), String.class));
        metadata.put("features", names(job.features()));
        metadata.put("target", names(job.target()));
        metadata.put("encoder", Json.mapper().writeValueAsString(data.encoder()));
        metadata.put("codec", Json.mapper().writeValueAsString(data.codec()));
        metadata.put("parametersSha256", parameters.sha256());
        return metadata;
    }

    private static String names(List<ColumnSchema> columns) {
        return Json.mapper()
                .writeValueAsString(columns.stream().map(ColumnSchema::name).toList());
    }
}
