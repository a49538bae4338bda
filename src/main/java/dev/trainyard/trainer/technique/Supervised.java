package dev.trainyard.trainer.technique;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.GoldenRows;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Task;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.InitialParameters;
import dev.trainyard.trainer.loop.DecisionGrid;
import dev.trainyard.trainer.loop.EpochScores;
import dev.trainyard.trainer.loop.SupervisedScores;
import dev.trainyard.trainer.onnx.OnnxModel;
import dev.trainyard.trainer.onnx.PipelineOnnx;
import dev.trainyard.trainer.onnx.StepOnnx;
import dev.trainyard.trainer.score.Answers;
import dev.trainyard.trainer.score.DecodedScores;
import dev.trainyard.trainer.score.ForecastSpread;
import dev.trainyard.trainer.score.PermutationImportance;
import dev.trainyard.trainer.score.RebuiltScores;
import dev.trainyard.trainer.score.Recommending;
import dev.trainyard.trainer.score.Scoring;
import dev.trainyard.trainer.score.TemperatureFit;
import dev.trainyard.trainer.score.TextScores;
import dev.trainyard.trainer.score.Threshold;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network that learns a target by the gradient of a loss. */
public final class Supervised implements Lesson {

    private final ResolvedJob job;
    private final Prepared data;
    private final EngineMaker maker;
    private final Engine engine;
    private final Optional<DecisionGrid> grid;
    private Evaluation.@Nullable Temperature temperature;

    public Supervised(ResolvedJob job, Prepared data, EngineMaker maker) {
        this.job = job;
        this.data = data;
        this.maker = maker;
        this.engine = maker.make(job, InitialParameters.of(job));
        this.grid = DecisionGrid.of(data, job.training().epochs());
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public EpochScores scores() {
        return new SupervisedScores(job, data, engine);
    }

    @Override
    public List<TrainerEvent> shown(int epoch, long iteration) {
        return job.output().rebuilds()
                ? new RebuiltSheet(data, job.training().epochs()).after(epoch, iteration, engine)
                : grid.flatMap(one -> one.after(epoch, iteration, engine)).stream()
                        .toList();
    }

    @Override
    public Evaluation evaluation() {
        Scoring scoring = Scoring.of(data.codec().ofOne(), job.training());
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, Evaluation.Report> reports = new LinkedHashMap<>();
        for (Part part : data.parts()) {
            if (!part.isEmpty() && scoring.isOfTexts()) {
                TextScores.of(engine, part, scoring)
                        .forEach((name, value) ->
                                metrics.put(part.name() + "/" + name, value == null ? Double.NaN : value));
                DecodedScores.of(engine, part).forEach((name, value) -> metrics.put(part.name() + "/" + name, value));
                reports.put(part.name(), new Evaluation.Report(part.rows(), null, null));
            } else if (!part.isEmpty() && scoring.rebuilds()) {
                RebuiltScores.of(engine, part, scoring)
                        .forEach((name, value) -> metrics.put(part.name() + "/" + name, value));
                reports.put(part.name(), new Evaluation.Report(part.rows(), null, null));
                addRanking(part, metrics);
            } else if (!part.isEmpty()) {
                Answers answers = Answers.of(engine, part, part.order());
                metrics.put(part.name() + "/loss", scoring.loss(answers, null));
                scoring.allMetrics(answers).forEach((name, value) -> {
                    if (value != null) {
                        metrics.put(part.name() + "/" + name, value);
                    }
                });
                reports.put(part.name(), scoring.report(answers).hardest(scoring.hardest(part, answers)));
            }
        }
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return new Evaluation(metrics, reports);
    }

    @Override
    public void settle() {
        boolean applied = job.training().calibration() == Training.Calibration.TEMPERATURE;
        Part validation = data.validation();
        if (data.codec() instanceof TargetCodec.Classes classes && !validation.isEmpty()) {
            int[] some = EpochScores.sample(
                    validation, EpochScores.MOST_TRAINING_ROWS, job.training().seed());
            temperature = TemperatureFit.of(Answers.of(engine, validation, some), classes, applied);
            if (applied) {
                engine.setParameters(Calibrated.by(temperature.temperature(), job, engine.parameters()));
            }
        }
    }

    @Override
    public Evaluation.@Nullable Temperature temperature() {
        return temperature;
    }

    @Override
    public Evaluation.@Nullable Importance importance() {
        Scoring scoring = Scoring.of(data.codec().ofOne(), job.training());
        return PermutationImportance.of(engine, data, scoring, job.training().seed())
                .orElse(null);
    }

    private void addRanking(Part part, Map<String, Double> metrics) {
        if (job.task() == Task.RECOMMENDATION) {
            Recommending.measure(engine, part, job.training().seed())
                    .forEach((name, value) -> metrics.put(part.name() + "/" + name, value));
        }
    }

    @Override
    public Exported export(Map<String, String> metadata) {
        OnnxModel.Written written = OnnxModel.write(job, engine.parameters(), metadata);
        if (job.output().rebuilds()) {
            return new Exported(written.file(), new Inside(written.layers(), narrowest(written.layers()), anomaly()));
        }
        Optional<StepOnnx.Written> step = StepOnnx.write(job, written.layers(), engine.parameters(), metadata);
        return new Exported(
                written.file(),
                new Inside(
                        written.layers(),
                        null,
                        null,
                        null,
                        spread(),
                        step.map(StepOnnx.Written::stepping).orElse(null)),
                step.map(StepOnnx.Written::file).orElse(null),
                PipelineOnnx.of(job, data.encoder(), data.codec(), engine.parameters(), metadata)
                        .orElse(null));
    }

    private @Nullable Map<String, Double> spread() {
        Part part = data.validation().isEmpty() ? data.train() : data.validation();
        return job.task() == Task.FORECASTING || job.task() == Task.GENERATION
                ? ForecastSpread.of(engine, part, data.codec().ofOne())
                : null;
    }

    /** Where an autoencoder has to be brief: the first of the layers with fewest numbers, but not the last. */
    private static String narrowest(List<Inside.Layer> layers) {
        return layers.subList(0, Math.max(1, layers.size() - 1)).stream()
                .min(Comparator.comparingLong(layer -> layer.shape().size()))
                .map(Inside.Layer::name)
                .orElseThrow();
    }

    private Inside.Anomaly anomaly() {
        return Threshold.of(data, engine.rowsAtOnce(), this::errors).above("reconstruction-error", null);
    }

    private double[] errors(EncodedRows rows) {
        float[] rebuilt = engine.predict(rows);
        double[] errors = new double[rows.rows()];
        for (int i = 0; i < rebuilt.length; i++) {
            double error = (double) rows.values()[i] - rebuilt[i];
            errors[i / rows.width()] += error * error / rows.width();
        }
        return errors;
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
        return new GoldenRows(data.examples(), GoldenRows.rows(engine.predict(examples), examples.rows()));
    }

    @Override
    public boolean isKnownToDl4j() {
        return engine.isInLastStage();
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
