package dev.trainyard.trainer.gan;

import dev.trainyard.bundle.DegradedEncoder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.GoldenRows;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.picture.Thumbnail;
import dev.trainyard.definition.Gan;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.InitialParameters;
import dev.trainyard.trainer.loop.EpochScores;
import dev.trainyard.trainer.onnx.OnnxModel;
import dev.trainyard.trainer.onnx.RestoringOnnx;
import dev.trainyard.trainer.technique.Lesson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A generator that learns to make whole pictures of what is left of them; it is what is kept to be asked. */
final class RestoringLesson implements Lesson {

    private static final int GOLDEN = 8;

    private final ResolvedJob job;
    private final Prepared data;
    private final EngineMaker maker;
    private final DegradedEncoder encoder;
    private final RestoringEngine engine;
    private final RestoringScores scores;

    RestoringLesson(ResolvedJob job, Prepared data, EngineMaker maker) {
        this.job = job;
        this.data = data;
        this.maker = maker;
        this.encoder = new DegradedEncoder(
                (PictureEncoder) data.encoder(), Objects.requireNonNull(((Gan) job.definition()).condition()));
        this.engine = new RestoringEngine(job, InitialParameters.of(job), maker, encoder);
        this.scores = new RestoringScores(job, data, engine, encoder);
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public EpochScores scores() {
        return scores;
    }

    @Override
    public boolean lossTells() {
        return false;
    }

    @Override
    public List<TrainerEvent> shown(int epoch, long iteration) {
        return new RestoredSheet(data, job.training().epochs(), encoder).after(epoch, iteration, engine);
    }

    @Override
    public Evaluation evaluation() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, Evaluation.Report> reports = new LinkedHashMap<>();
        for (Part part : data.parts()) {
            if (!part.isEmpty()) {
                scores.measure(part, EpochScores.sample(part, job.training().seed()))
                        .forEach((name, value) -> metrics.put(part.name() + "/" + name, value));
                reports.put(part.name(), new Evaluation.Report(part.rows(), null, null));
            }
        }
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return new Evaluation(metrics, reports);
    }

    @Override
    public Exported export(Map<String, String> metadata) {
        OnnxModel.Written written = RestoringOnnx.write(
                engine.generatorJob(),
                engine.generatorParameters(),
                engine.distance().lost(),
                metadata);
        return new Exported(written.file(), new Inside(written.layers(), null, null));
    }

    @Override
    public InputEncoder encoder() {
        return encoder;
    }

    @Override
    public TargetCodec codec() {
        return new TargetCodec.Example(encoder.picture());
    }

    @Override
    public GoldenRows golden() {
        Part train = data.train();
        int rows = Math.min(GOLDEN, train.rows());
        EncodedRows left = engine.left(train.features().gather(train.order(), 0, rows));
        List<Object> files = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            files.add(file(encoder.left().decode(left.values(), row * left.width())));
        }
        return new GoldenRows(files, GoldenRows.rows(engine.predict(left), rows));
    }

    private String file(byte[] pixels) {
        try {
            byte[] png = new Thumbnail(encoder.left().form().size(), pixels).within(Integer.MAX_VALUE);
            return Base64.getEncoder().encodeToString(png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isKnownToDl4j() {
        return false;
    }

    @Override
    public String engineName() {
        return Json.mapper().convertValue(maker.name(), String.class);
    }

    @Override
    public EngineMaker.Kernels kernels() {
        return maker.kernels();
    }
}
