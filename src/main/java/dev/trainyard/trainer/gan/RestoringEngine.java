package dev.trainyard.trainer.gan;

import dev.trainyard.bundle.DegradedEncoder;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.Gan;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Output;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Differentiable;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.GivenGradient;
import dev.trainyard.trainer.engine.GradientObserver;
import dev.trainyard.trainer.engine.TwoNetworks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Trains a generator of whole pictures by what is left of them (Isola et al. 2017): in each step the discriminator on real and
 * made pictures, each beside what was left, then the generator by {@code -log D} and the weighed distance from the real
 * picture. Beside it the same generator learns from the same start and the same batches by the distance alone, so that it
 * can be told what the discriminator is good for.
 */
final class RestoringEngine implements Engine {

    private static final String PLAIN = "plain/";

    private final ResolvedJob job;
    private final ResolvedJob generatorJob;
    private final DegradedEncoder encoder;
    private final LostPixels distance;
    private final Told told;
    private final Differentiable generator;
    private final Differentiable discriminator;
    private final Differentiable plain;
    private final TwoNetworks both;

    RestoringEngine(ResolvedJob job, NamedArrays start, EngineMaker maker, DegradedEncoder encoder) {
        this.job = job;
        this.encoder = encoder;
        double weight = Objects.requireNonNull(((Gan) job.definition()).l1Weight());
        this.distance = new LostPixels(weight, encoder.lost().orElse(null));
        this.told = new Told(job.input(), encoder.shape().last());
        this.generatorJob = part(job, Gan.GENERATOR, Output.itself(job.input()));
        this.generator = maker.make(generatorJob, start, new GivenGradient());
        this.discriminator = (Differentiable) maker.make(part(job, Gan.DISCRIMINATOR, Output.classes(2)), start);
        this.plain = maker.make(generatorJob, start, distance);
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

    LostPixels distance() {
        return distance;
    }

    /** What is left of whole pictures. */
    EncodedRows left(EncodedRows whole) {
        return new EncodedRows(whole.rows(), encoder.leftOf(whole.values()));
    }

    @Override
    public double step(Batch batch, double learningRate) {
        EncodedRows real = batch.inputs();
        EncodedRows left = left(real);
        float[] made = keeping(generator.answerInTraining(left), left);
        judge(real, left, made, learningRate);
        double loss = mend(real, left, made, learningRate);
        plain.step(new Batch(left, real, null), learningRate);
        return loss;
    }

    private void judge(EncodedRows real, EncodedRows left, float[] made, double rate) {
        int rows = real.rows();
        float[] pictures = Arrays.copyOf(real.values(), 2 * made.length);
        System.arraycopy(made, 0, pictures, made.length, made.length);
        float[] leftTwice = Arrays.copyOf(left.values(), 2 * left.values().length);
        System.arraycopy(left.values(), 0, leftTwice, left.values().length, left.values().length);
        float[] truth = new float[2 * rows];
        Arrays.fill(truth, 0, rows, 1f);
        EncodedRows shown = shown(pictures, leftTwice, 2 * rows);
        discriminator.step(new Batch(shown, new EncodedRows(2 * rows, truth), null), rate);
    }

    /** Updates the generator; answers its loss, both terms of it. */
    private double mend(EncodedRows real, EncodedRows left, float[] made, double rate) {
        int rows = real.rows();
        EncodedRows shown = shown(made, left.values(), rows);
        float[] truth = new float[rows];
        Arrays.fill(truth, 1f);
        float[] gradient = new float[shown.values().length];
        double loss = discriminator.inputGradient(new Batch(shown, new EncodedRows(rows, truth), null), gradient);
        float[] slopes = told.ofExamples(gradient, rows);
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] *= rows; // the step takes the mean over the rows, and this is of a mean already
        }
        distance.addSlopes(made, real.values(), real.width(), slopes);
        generator.stepAsAnswered(new Batch(left, new EncodedRows(rows, slopes), null), rate);
        return loss + distance(made, real);
    }

    /** The mean weighed distance of pictures from the real ones. */
    double distance(float[] made, EncodedRows real) {
        double[] outputs = new double[made.length];
        double[] targets = new double[made.length];
        for (int i = 0; i < made.length; i++) {
            outputs[i] = made[i];
            targets[i] = real.values()[i];
        }
        double sum = 0;
        for (int row = 0; row < real.rows(); row++) {
            sum += distance.value(outputs, targets, row * real.width(), real.width());
        }
        return sum / real.rows();
    }

    /** Pictures as the discriminator reads them: behind their channels what was left, as planes. */
    private EncodedRows shown(float[] pictures, float[] left, int rows) {
        return told.beside(pictures, encoder.spread(left, encoder.shape().last()), rows);
    }

    private float[] keeping(float[] made, EncodedRows left) {
        return distance.keeping(made, left.values());
    }

    @Override
    public void observe(GradientObserver observer) {
        both.observe(observer, job.layers());
    }

    @Override
    public int rowsAtOnce() {
        return Math.min(generator.rowsAtOnce(), discriminator.rowsAtOnce());
    }

    /** The whole pictures that are made of what is left. */
    @Override
    public float[] predict(EncodedRows left) {
        return keeping(generator.predict(left), left);
    }

    /** Those of the generator that learned by the distance alone. */
    float[] predictPlainly(EncodedRows left) {
        return keeping(plain.predict(left), left);
    }

    /** The chance that each picture is real, as the discriminator sees it. */
    float[] judged(float[] pictures, EncodedRows left) {
        return discriminator.predict(shown(pictures, left.values(), left.rows()));
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

    /** With all of the plain generator, which is no part of the model. */
    @Override
    public NamedArrays state() {
        NamedArrays own = both.state(Map.of());
        NamedArrays other = plain.state();
        List<NamedArray> arrays = new ArrayList<>(own.arrays());
        plain.parameters().arrays().forEach(array -> arrays.add(renamed(array)));
        other.arrays().forEach(array -> arrays.add(renamed(array)));
        Map<String, String> metadata = new HashMap<>(own.metadata());
        other.metadata().forEach((name, value) -> metadata.put(PLAIN + name, value));
        return new NamedArrays(arrays, metadata);
    }

    private static NamedArray renamed(NamedArray array) {
        return new NamedArray(PLAIN + array.name(), array.shape(), array.values());
    }

    @Override
    public void restore(NamedArrays parameters, NamedArrays state) {
        NamedArrays ofPlain = ofPlain(state);
        plain.restore(ofPlain, ofPlain);
        both.restore(parameters, state);
    }

    private static NamedArrays ofPlain(NamedArrays state) {
        List<NamedArray> arrays = state.arrays().stream()
                .filter(array -> array.name().startsWith(PLAIN))
                .map(array -> new NamedArray(array.name().substring(PLAIN.length()), array.shape(), array.values()))
                .toList();
        Map<String, String> metadata = new HashMap<>();
        state.metadata().forEach((name, value) -> {
            if (name.startsWith(PLAIN)) {
                metadata.put(name.substring(PLAIN.length()), value);
            }
        });
        return new NamedArrays(arrays, metadata);
    }

    @Override
    public void close() {
        both.close();
        plain.close();
    }
}
