package dev.trainyard.trainer.gan;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.GoldenRows;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.NoiseEncoder;
import dev.trainyard.bundle.RowDecoder;
import dev.trainyard.bundle.Sheet;
import dev.trainyard.bundle.TargetCodec;
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
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.loop.Advice;
import dev.trainyard.trainer.loop.EpochScores;
import dev.trainyard.trainer.onnx.OnnxModel;
import dev.trainyard.trainer.technique.Lesson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A generator and a discriminator being trained; what is kept to be asked is the generator. */
final class GanLesson implements Lesson {

    private static final int MOST_SHEETS = 100;
    private static final int ON_A_SHEET = 64;
    private static final int SMALLEST_PICTURE = 16;
    private static final int GOLDEN = 8;
    private static final double COLLAPSED = 0.1;

    private final ResolvedJob job;
    private final Prepared data;
    private final EngineMaker maker;
    private final GanEngine engine;
    private final GanScores scores;
    private final List<String> classes;
    private boolean collapsed;

    GanLesson(ResolvedJob job, Prepared data, EngineMaker maker) {
        this.job = job;
        this.data = data;
        this.maker = maker;
        this.engine = new GanEngine(job, InitialParameters.of(job), maker);
        this.scores = new GanScores(job, data, engine);
        this.classes = data.codec() instanceof TargetCodec.Classes told ? told.categories() : List.of();
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
        List<TrainerEvent> events = new ArrayList<>();
        int epochs = job.training().epochs();
        if (epoch == epochs || epoch % Math.max(1, epochs / MOST_SHEETS) == 0) {
            events.add(sheet(epoch, iteration));
        }
        boolean now = scores.diversity() < COLLAPSED;
        if (now && !collapsed) {
            events.add(warning(epoch));
        }
        collapsed = now;
        return events;
    }

    private TrainerEvent warning(int epoch) {
        return new TrainerEvent.Warned(
                "samples_collapsed",
                "after epoch %d generated examples differ from each other by %.1f %% of what real ones do: the generator makes the same thing again and again; try a smaller learning rate, or a larger discriminator"
                        .formatted(epoch, 100 * scores.diversity()),
                new Advice(job.training()).lowerRate());
    }

    /** Examples of the same noise after each epoch: a picture, or rows. */
    private TrainerEvent sheet(int epoch, long iteration) {
        float[] examples = engine.predict(fixed(ON_A_SHEET));
        String png = Sheet.of(data.encoder(), examples)
                .filter(sheet -> sheet.pixels().size() >= SMALLEST_PICTURE)
                .map(Sheet::base64)
                .orElse(null);
        return new TrainerEvent.Sampled("samples", epoch, iteration, png, png == null ? rows(examples) : null);
    }

    private List<Object> rows(float[] examples) {
        List<Object> rows = new ArrayList<>();
        if (data.encoder() instanceof FeatureEncoder columns) {
            RowDecoder decoder = new RowDecoder(columns);
            for (int i = 0; i < ON_A_SHEET; i++) {
                rows.add(decoder.row(examples, i * columns.width()));
            }
        }
        return rows;
    }

    /** Noise that is always the same, with one class after the other. */
    private EncodedRows fixed(int rows) {
        float[] labels = new float[rows * classes.size()];
        for (int row = 0; row < rows && !classes.isEmpty(); row++) {
            labels[row * classes.size() + row % classes.size()] = 1f;
        }
        return engine.asked(rows, new SeededRandom(job.training().seed(), GanScores.FIXED_NOISE), labels);
    }

    @Override
    public Evaluation evaluation() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, Evaluation.Report> reports = new LinkedHashMap<>();
        for (Part part : data.parts()) {
            if (!part.isEmpty()) {
                Map<String, Double> measured = scores.measure(part);
                measured.forEach((name, value) -> metrics.put(part.name() + "/" + name, value));
                metrics.put(part.name() + "/loss", measured.getOrDefault("generatorLoss", Double.NaN));
                reports.put(part.name(), new Evaluation.Report(part.rows(), null, null));
            }
        }
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return new Evaluation(metrics, reports);
    }

    @Override
    public Exported export(Map<String, String> metadata) {
        OnnxModel.Written written = OnnxModel.write(engine.generatorJob(), engine.generatorParameters(), metadata);
        return new Exported(written.file(), new Inside(written.layers(), null, null));
    }

    @Override
    public InputEncoder encoder() {
        return noise();
    }

    private NoiseEncoder noise() {
        return new NoiseEncoder(((Gan) job.definition()).latent(), classes);
    }

    @Override
    public TargetCodec codec() {
        return new TargetCodec.Example(data.encoder());
    }

    @Override
    public GoldenRows golden() {
        NoiseEncoder encoder = noise();
        EncodedRows asked = fixed(GOLDEN);
        List<Object> rows = new ArrayList<>();
        for (int row = 0; row < GOLDEN; row++) {
            rows.add(encoder.row(asked.values(), row * encoder.width()));
        }
        return new GoldenRows(rows, GoldenRows.rows(engine.predict(asked), GOLDEN));
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
