package dev.trainyard.trainer.vae;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.GoldenRows;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.Sheet;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.InitialParameters;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.loop.EpochScores;
import dev.trainyard.trainer.onnx.OnnxModel;
import dev.trainyard.trainer.onnx.VaeOnnx;
import dev.trainyard.trainer.score.Threshold;
import dev.trainyard.trainer.technique.Lesson;
import dev.trainyard.trainer.technique.RebuiltSheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An encoder and a decoder being trained; both are kept, the decoder by itself as well. */
final class VaeLesson implements Lesson {

    private static final int MOST_SHEETS = 100;
    private static final int ON_A_SHEET = 64;

    private final ResolvedJob job;
    private final Prepared data;
    private final EngineMaker maker;
    private final VaeEngine engine;
    private final VaeScores scores;
    private final RebuiltSheet rebuilt;

    VaeLesson(ResolvedJob job, Prepared data, EngineMaker maker) {
        this.job = job;
        this.data = data;
        this.maker = maker;
        this.engine = new VaeEngine(job, InitialParameters.of(job), maker);
        this.scores = new VaeScores(job, data, engine);
        this.rebuilt = new RebuiltSheet(data, job.training().epochs());
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public EpochScores scores() {
        return scores;
    }

    /** Pictures rebuilt, and pictures made of the same noise after each epoch. */
    @Override
    public List<TrainerEvent> shown(int epoch, long iteration) {
        List<TrainerEvent> events = new ArrayList<>(rebuilt.after(epoch, iteration, engine));
        int epochs = job.training().epochs();
        boolean due = epoch == epochs || epoch % Math.max(1, epochs / MOST_SHEETS) == 0;
        if (due && job.input().rank() == 3) {
            SeededRandom random = new SeededRandom(job.training().seed(), VaeScores.FIXED_NOISE);
            float[] made = engine.decode(engine.noise(ON_A_SHEET, random), ON_A_SHEET);
            Sheet.of(data.encoder(), made)
                    .ifPresent(sheet ->
                            events.add(new TrainerEvent.Sampled("samples", epoch, iteration, sheet.base64(), null)));
        }
        return events;
    }

    @Override
    public Evaluation evaluation() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, Evaluation.Report> reports = new LinkedHashMap<>();
        for (Part part : data.parts()) {
            if (!part.isEmpty()) {
                scores.measure(part, part.order())
                        .forEach((name, value) -> metrics.put(part.name() + "/" + name, value));
                reports.put(part.name(), new Evaluation.Report(part.rows(), null, null));
            }
        }
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return new Evaluation(metrics, reports);
    }

    @Override
    public Exported export(Map<String, String> metadata) {
        OnnxModel.Written whole =
                VaeOnnx.whole(job, engine.encoderJob(), engine.decoderJob(), engine.parameters(), metadata);
        Inside.Anomaly anomaly = VaeOnnx.tellsElbo(job)
                ? Threshold.of(data, engine.rowsAtOnce(), scores::negativeElbos)
                        .above("negative-elbo", VaeOnnx.NEGATIVE_ELBO)
                : Threshold.of(data, engine.rowsAtOnce(), scores::squaredErrors).above("reconstruction-error", null);
        Inside inside = new Inside(
                whole.layers(),
                VaeOnnx.MEAN,
                anomaly,
                new Inside.Prior(engine.place().last()));
        return new Exported(whole.file(), inside, OnnxModel.of(engine.decoderJob(), engine.parameters(), metadata));
    }

    @Override
    public InputEncoder encoder() {
        return data.encoder();
    }

    @Override
    public TargetCodec codec() {
        return data.codec();
    }

    @Override
    public GoldenRows golden() {
        EncodedRows examples = data.encodedExamples();
        Gaussian places = engine.encode(examples);
        Map<String, List<List<Float>>> others = new LinkedHashMap<>();
        others.put(VaeOnnx.MEAN, GoldenRows.rows(places.means(), examples.rows()));
        others.put(VaeOnnx.LOG_VARIANCE, GoldenRows.rows(places.logVariances(), examples.rows()));
        if (VaeOnnx.tellsElbo(job)) {
            others.put(VaeOnnx.NEGATIVE_ELBO, GoldenRows.rows(floats(scores.negativeElbos(examples)), examples.rows()));
        }
        return new GoldenRows(data.examples(), GoldenRows.rows(engine.predict(examples), examples.rows()), others);
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
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
