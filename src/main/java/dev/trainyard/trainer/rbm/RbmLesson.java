package dev.trainyard.trainer.rbm;

import dev.trainyard.bundle.BagEncoder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.GoldenRows;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Task;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.InitialParameters;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.loop.EpochScores;
import dev.trainyard.trainer.onnx.RbmOnnx;
import dev.trainyard.trainer.score.Recommending;
import dev.trainyard.trainer.score.Threshold;
import dev.trainyard.trainer.technique.Lesson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stack of machines being trained without a target. */
final class RbmLesson implements Lesson {

    /** So many pictures of a whole training are enough. */
    private static final int MOST_SAMPLES = 50;

    private final ResolvedJob job;
    private final Prepared data;
    private final MatrixProducts products = MatrixProducts.here();
    private final RbmEngine engine;
    private final RbmScores scores;

    RbmLesson(ResolvedJob job, Prepared data) {
        this.job = job;
        this.data = data;
        this.engine = new RbmEngine(job, InitialParameters.of(job), products);
        this.scores = new RbmScores(job, data, engine);
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
    public List<TrainerEvent> shown(int epoch, long iteration) {
        int epochs = job.training().epochs();
        boolean due = epoch == epochs || epoch % Math.max(1, epochs / MOST_SAMPLES) == 0;
        List<TrainerEvent> events = new ArrayList<>();
        if (due && engine.current() == 0 && !(data.encoder() instanceof BagEncoder)) {
            Filters.png(engine.machine(0), job.input())
                    .ifPresent(png -> events.add(new TrainerEvent.Sampled("filters", epoch, iteration, png, null)));
        }
        if (epoch == epochs) {
            topics().ifPresent(
                            topics -> events.add(new TrainerEvent.Sampled("topics", epoch, iteration, null, topics)));
        }
        return events;
    }

    private Optional<List<Evaluation.Topic>> topics() {
        return Topics.of(engine.machine(0), data.encoder());
    }

    @Override
    public Evaluation evaluation() {
        engine.enter(job.training().epochs());
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, Evaluation.Report> reports = new LinkedHashMap<>();
        for (Part part : data.parts()) {
            if (!part.isEmpty()) {
                measure(part, metrics);
                reports.put(part.name(), new Evaluation.Report(part.rows(), null, null));
            }
        }
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return new Evaluation(metrics, reports).onTopics(topics().orElse(null));
    }

    private void measure(Part part, Map<String, Double> metrics) {
        RbmScores.Measured measured = scores.measure(part, part.order());
        metrics.put(part.name() + "/loss", measured.error());
        metrics.put(part.name() + "/reconstructionError", measured.error());
        metrics.put(part.name() + "/pseudoLikelihood", measured.pseudoLikelihood());
        metrics.put(part.name() + "/freeEnergy", measured.freeEnergy());
        if (!part.name().equals("train")) {
            double train = metrics.getOrDefault("train/freeEnergy", Double.NaN);
            metrics.put(part.name() + "/freeEnergyGap", measured.freeEnergy() - train);
        }
        if (job.task() == Task.RECOMMENDATION) {
            Recommending.measure(engine, part, job.training().seed())
                    .forEach((name, value) -> metrics.put(part.name() + "/" + name, value));
        }
    }

    @Override
    public Exported export(Map<String, String> metadata) {
        List<Inside.Layer> layers = job.layers().stream()
                .map(layer -> new Inside.Layer(layer.name(), layer.name(), layer.outputShape()))
                .toList();
        Inside.Anomaly anomaly =
                Threshold.of(data, engine.rowsAtOnce(), this::freeEnergies).above("free-energy", RbmOnnx.FREE_ENERGY);
        return new Exported(
                RbmOnnx.of(job, engine.parameters(), metadata),
                new Inside(layers, layers.get(layers.size() - 1).name(), anomaly));
    }

    private double[] freeEnergies(EncodedRows rows) {
        return engine.machine(0).freeEnergy(rows.values(), rows.rows());
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
        return new GoldenRows(
                data.examples(), GoldenRows.rows(engine.predict(examples), examples.rows()), otherAnswers(examples));
    }

    private Map<String, List<List<Float>>> otherAnswers(EncodedRows examples) {
        Map<String, List<List<Float>>> others = new LinkedHashMap<>();
        for (int level = 0; level < engine.height(); level++) {
            LayerReport layer = job.layers().get(level);
            float[] code = engine.lifted(examples.values(), examples.rows(), level + 1);
            others.put(layer.name(), GoldenRows.rows(code, examples.rows()));
        }
        double[] energies = freeEnergies(examples);
        float[] rounded = new float[energies.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) energies[i];
        }
        others.put(RbmOnnx.FREE_ENERGY, GoldenRows.rows(rounded, examples.rows()));
        return others;
    }

    @Override
    public boolean isKnownToDl4j() {
        return false;
    }

    @Override
    public String engineName() {
        return "fused";
    }

    @Override
    public EngineMaker.Kernels kernels() {
        return products.kernels();
    }
}
