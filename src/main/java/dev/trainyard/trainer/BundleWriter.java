package dev.trainyard.trainer;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.definition.Graph;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.NetworkArchive;
import dev.trainyard.trainer.onnx.OnnxModel;
import dev.trainyard.trainer.technique.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Evaluates a trained network and writes its bundle. */
final class BundleWriter {

    private static final String NO_PIPELINE =
            "it is there for tables of numbers and categories that classes, labels or numbers are told of; model.onnx takes encoded examples";

    private final ResolvedJob job;
    private final Prepared data;
    private final Lesson lesson;
    private final NamedArrays parameters;
    private final NetworkArchive archive = Engines.archive();

    BundleWriter(ResolvedJob job, Prepared data, Lesson lesson) {
        this.job = job;
        this.data = data;
        this.lesson = lesson;
        this.parameters = lesson.engine().parameters();
    }

    void write(BundleFolder bundle, Evaluation evaluation, Provenance.End end) throws IOException {
        Files.createDirectories(bundle.folder());
        json(bundle.evaluation(), evaluation);
        json(bundle.golden(), lesson.golden());
        Lesson.Exported exported = lesson.export(metadata());
        Files.write(bundle.model(), exported.onnx());
        if (exported.decoder() != null) {
            Files.write(bundle.decoder(), exported.decoder());
        }
        Map<String, String> remarks = new LinkedHashMap<>();
        if (exported.pipeline() != null) {
            Files.write(bundle.pipeline(), exported.pipeline());
        } else {
            remarks.put(bundle.pipeline().getFileName().toString(), NO_PIPELINE);
        }
        archived(bundle, end)
                .ifPresent(remark -> remarks.put(bundle.dl4j().getFileName().toString(), remark));
        json(bundle.manifest(), manifest(exported.inside(), remarks));
        json(bundle.provenance(), provenance(end));
        json(bundle.definition(), job.definition());
        parameters.write(bundle.parameters());
    }

    /** Writes the network as DL4J saves it, where DL4J has words for it; answers what is to be said of that. */
    private Optional<String> archived(BundleFolder bundle, Provenance.End end) throws IOException {
        if (!lesson.isKnownToDl4j()) {
            return Optional.of("DL4J has no format for what a %s learns; model.onnx and parameters.safetensors hold it"
                    .formatted(ByTypeName.nameOf(job.definition().getClass())));
        }
        NamedArrays state = lesson.engine().state();
        return archive.write(
                job, new NetworkArchive.Trained(parameters, state, end.epochs(), end.iterations()), bundle.dl4j());
    }

    private static void json(Path file, Object value) throws IOException {
        Files.write(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
    }

    private Manifest manifest(@Nullable Inside inside, Map<String, String> remarks) {
        return new Manifest(
                Manifest.FORMAT,
                job.task(),
                job.features(),
                job.target(),
                lesson.encoder(),
                lesson.codec(),
                OnnxModel.INPUT,
                OnnxModel.OUTPUT,
                inside,
                inputs(),
                remarks,
                job.examples() instanceof Examples.Sequences how ? keys(how) : null,
                job.preprocessing().unknownCategory(),
                data.profile());
    }

    private static Manifest.Keys keys(Examples.Sequences how) {
        return new Manifest.Keys(
                how.id() == null ? null : how.id().name(),
                how.order() == null ? null : how.order().name());
    }

    private List<Manifest.Input> inputs() {
        return job.definition() instanceof Graph graph && !graph.inputs().isEmpty() ? OnnxModel.inputs(job) : List.of();
    }

    private Provenance provenance(Provenance.End end) {
        EngineMaker.Kernels kernels = lesson.kernels();
        return new Provenance(
                job.dataset().sha256().hex(),
                job,
                job.training().seed(),
                data.splitSha256(),
                lesson.engineName(),
                Machine.threads(),
                kernels.name(),
                Machine.version(),
                archive.version(),
                kernels.backend(),
                Runtime.version().toString(),
                Machine.cpu(),
                Machine.cpuFeatures(),
                end,
                parameters.sha256());
    }

    /** What the ONNX file tells to those who have nothing else. */
    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("producer", "trainyard " + Machine.version());
        metadata.put("task", Json.mapper().convertValue(job.task(), String.class));
        metadata.put("features", names(job.features()));
        metadata.put("target", names(job.target()));
        metadata.put("encoder", Json.mapper().writeValueAsString(lesson.encoder()));
        metadata.put("codec", Json.mapper().writeValueAsString(lesson.codec()));
        metadata.put("labels", Json.mapper().writeValueAsString(labels(lesson.codec())));
        metadata.put("means", scaling(ColumnEncoder.Numeric::offset));
        metadata.put("scales", scaling(ColumnEncoder.Numeric::scale));
        metadata.put("parametersSha256", parameters.sha256());
        return metadata;
    }

    private static List<String> labels(TargetCodec codec) {
        if (codec.ofOne() instanceof TargetCodec.Classes classes) {
            return classes.categories();
        }
        return codec.ofOne() instanceof TargetCodec.Labels labels ? labels.names() : List.of();
    }

    /** A number of each column that is scaled, of features and targets: {@code (x - mean) / scale}. */
    private String scaling(ToDoubleFunction<ColumnEncoder.Numeric> number) {
        Map<String, Double> scaling = new LinkedHashMap<>();
        List<ColumnEncoder> columns = lesson.encoder() instanceof FeatureEncoder rows
                ? rows.columns()
                : lesson.encoder() instanceof SequenceEncoder steps ? steps.columns() : List.of();
        columns.forEach(column -> {
            if (column instanceof ColumnEncoder.Numeric numeric) {
                scaling.put(numeric.name(), number.applyAsDouble(numeric));
            }
        });
        if (lesson.codec().ofOne() instanceof TargetCodec.Values values) {
            values.columns().forEach(target -> scaling.put(target.name(), number.applyAsDouble(target)));
        }
        return Json.mapper().writeValueAsString(scaling);
    }

    private static String names(List<ColumnSchema> columns) {
        return Json.mapper()
                .writeValueAsString(columns.stream().map(ColumnSchema::name).toList());
    }
}
