package dev.trainyard.trainer.gan;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.Gan;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Output;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Differentiable;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.GivenGradient;
import dev.trainyard.trainer.engine.GradientObserver;
import dev.trainyard.trainer.engine.RowLoss;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.engine.TwoNetworks;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Trains both networks: in each step the discriminator on real and generated examples, then the generator by the gradient
 * that the discriminator hands back, with the loss that does not saturate, {@code -log D(G(z))}.
 */
final class GanEngine implements Engine {

    private static final long PURPOSE = 6_000_000_000L;

    private final ResolvedJob job;
    private final ResolvedJob generatorJob;
    private final Told told;
    private final int latent;
    private final Differentiable generator;
    private final Differentiable discriminator;
    private final TwoNetworks both;
    private long updates;

    GanEngine(ResolvedJob job, NamedArrays start, EngineMaker maker) {
        Gan gan = (Gan) job.definition();
        this.job = job;
        this.told = new Told(job.input(), job.output().classes());
        this.latent = gan.latent();
        this.generatorJob = part(job, Gan.GENERATOR, Output.itself(job.input()));
        this.generator = maker.make(generatorJob, start, new GivenGradient());
        ResolvedJob judge = part(job, Gan.DISCRIMINATOR, Output.classes(2));
        this.discriminator = (Differentiable) maker.make(judge, start);
        this.both = new TwoNetworks(Gan.GENERATOR, generator, Gan.DISCRIMINATOR, discriminator);
    }

    private static ResolvedJob part(ResolvedJob job, String prefix, Output output) {
        List<LayerReport> own = job.layers().stream()
                .filter(layer -> layer.name().startsWith(prefix))
                .toList();
        return job.part(own, own.get(0).inputShape(), output);
    }

    /** The generator as a job of its own. */
    ResolvedJob generatorJob() {
        return generatorJob;
    }

    @Override
    public double step(Batch batch, double learningRate) {
        int rows = batch.rows();
        SeededRandom random = new SeededRandom(job.training().seed(), PURPOSE + updates);
        float[] labels = told.classes() == 0 ? new float[0] : batch.targets().values();
        judge(batch.inputs().values(), labels, rows, random, learningRate);
        updates++;
        return invent(labels, rows, random, learningRate);
    }

    private void judge(float[] real, float[] labels, int rows, SeededRandom random, double rate) {
        float[] invented = generator.answerInTraining(told.behindNoise(noise(rows, random), labels, rows));
        float[] truth = new float[2 * rows];
        Arrays.fill(truth, 0, rows, 1f);
        EncodedRows shown = told.behindExamples(joined(real, invented), joined(labels, labels), 2 * rows);
        discriminator.step(new Batch(shown, new EncodedRows(2 * rows, truth), null), rate);
    }

    private static float[] joined(float[] one, float[] other) {
        float[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private double invent(float[] labels, int rows, SeededRandom random, double rate) {
        EncodedRows noise = told.behindNoise(noise(rows, random), labels, rows);
        EncodedRows shown = told.behindExamples(generator.answerInTraining(noise), labels, rows);
        float[] truth = new float[rows];
        Arrays.fill(truth, 1f);
        float[] gradient = new float[shown.values().length];
        double loss = discriminator.inputGradient(new Batch(shown, new EncodedRows(rows, truth), null), gradient);
        float[] own = told.ofExamples(gradient, rows);
        for (int i = 0; i < own.length; i++) {
            own[i] *= rows; // the step takes the mean over the rows, and this is of a mean already
        }
        generator.stepAsAnswered(new Batch(noise, new EncodedRows(rows, own), null), rate);
        return loss;
    }

    /** Standard normal noise, {@code [rows, latent]}. */
    private float[] noise(int rows, SeededRandom random) {
        float[] noise = new float[rows * latent];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }

    /** Noise with the classes behind it, as the generator reads it. */
    EncodedRows asked(int rows, SeededRandom random, float[] labels) {
        return told.behindNoise(noise(rows, random), labels, rows);
    }

    @Override
    public void observe(GradientObserver observer) {
        both.observe(observer, job.layers());
    }

    /** The generator's examples for noise. */
    @Override
    public float[] predict(EncodedRows noise) {
        return generator.predict(noise);
    }

    /** The chance that each example is real, as the discriminator sees it. */
    float[] judged(float[] examples, float[] labels, int rows) {
        return discriminator.predict(told.behindExamples(examples, labels, rows));
    }

    /** The discriminator's mean loss for chances of examples that are all real, or all generated. */
    static double loss(float[] chances, boolean real) {
        RowLoss loss = RowLoss.of(Loss.BINARY_CROSSENTROPY);
        double[] wide = new double[chances.length];
        double[] truth = new double[chances.length];
        Arrays.fill(truth, real ? 1 : 0);
        double sum = 0;
        for (int i = 0; i < chances.length; i++) {
            wide[i] = chances[i];
            sum += loss.value(wide, truth, i, 1);
        }
        return sum / chances.length;
    }

    @Override
    public NamedArrays parameters() {
        return both.parameters();
    }

    NamedArrays generatorParameters() {
        return generator.parameters();
    }

    @Override
    public void setParameters(NamedArrays parameters) {
        both.setParameters(parameters);
    }

    @Override
    public NamedArrays state() {
        return both.state(Map.of("updates", Long.toString(updates)));
    }

    @Override
    public void restore(NamedArrays parameters, NamedArrays state) {
        both.restore(parameters, state);
        updates = Long.parseLong(String.valueOf(state.metadata().get("updates")));
    }

    @Override
    public void close() {
        both.close();
    }
}
