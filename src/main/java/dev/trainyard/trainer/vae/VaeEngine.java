package dev.trainyard.trainer.vae;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.Vae;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Differentiable;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.GivenGradient;
import dev.trainyard.trainer.engine.GradientObserver;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.engine.TwoNetworks;
import java.util.List;
import java.util.Map;

/**
 * Trains encoder and decoder on the loss of what is rebuilt and, by {@code beta} over the numbers of an example, the divergence
 * of the places from a standard normal distribution: with binary crossentropy and {@code beta} 1 that is the negative
 * evidence lower bound for each number.
 */
final class VaeEngine implements Engine {

    private static final long PURPOSE = 7_000_000_000L;

    private final ResolvedJob job;
    private final int latent;
    private final double weight;
    private final ResolvedJob encoderJob;
    private final ResolvedJob decoderJob;
    private final Differentiable encoder;
    private final Differentiable decoder;
    private final TwoNetworks both;
    private long updates;

    VaeEngine(ResolvedJob job, NamedArrays start, EngineMaker maker) {
        Vae vae = (Vae) job.definition();
        this.job = job;
        this.latent = vae.latentSize();
        this.weight = vae.beta() / job.input().size();
        this.encoderJob = part(job, Vae.ENCODER, Output.values(2 * latent));
        this.decoderJob = part(job, Vae.DECODER, Output.itself(job.input()));
        this.encoder = maker.make(encoderJob, start, new GivenGradient());
        this.decoder = (Differentiable) maker.make(decoderJob, start);
        this.both = new TwoNetworks(Vae.ENCODER, encoder, Vae.DECODER, decoder);
    }

    private static ResolvedJob part(ResolvedJob job, String prefix, Output output) {
        List<LayerReport> own = job.layers().stream()
                .filter(layer -> layer.name().startsWith(prefix))
                .toList();
        return job.part(own, own.get(0).inputShape(), output);
    }

    /** How much the divergence counts beside the loss of what is rebuilt. */
    double weight() {
        return weight;
    }

    ResolvedJob encoderJob() {
        return encoderJob;
    }

    ResolvedJob decoderJob() {
        return decoderJob;
    }

    Shape place() {
        return Shape.of(latent);
    }

    @Override
    public double step(Batch batch, double learningRate) {
        int rows = batch.rows();
        float[] noise = noise(rows, new SeededRandom(job.training().seed(), PURPOSE + updates));
        Gaussian places = new Gaussian(encoder.answerInTraining(batch.inputs()), rows, latent);
        Batch shown = new Batch(new EncodedRows(rows, places.drawn(noise)), batch.inputs(), null);
        float[] byPlace = new float[rows * latent];
        double loss = decoder.step(shown, learningRate, byPlace);
        for (int i = 0; i < byPlace.length; i++) {
            byPlace[i] *= rows; // the step takes the mean over the rows, and this is of a mean already
        }
        float[] slopes = places.slopes(noise, byPlace, weight);
        encoder.stepAsAnswered(new Batch(batch.inputs(), new EncodedRows(rows, slopes), null), learningRate);
        updates++;
        return loss + weight * places.meanDivergence();
    }

    /** Standard normal noise, {@code [rows, latent]}. */
    float[] noise(int rows, SeededRandom random) {
        float[] noise = new float[rows * latent];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }

    Gaussian encode(EncodedRows examples) {
        return new Gaussian(encoder.predict(examples), examples.rows(), latent);
    }

    float[] decode(float[] places, int rows) {
        return decoder.predict(new EncodedRows(rows, places));
    }

    @Override
    public void observe(GradientObserver observer) {
        both.observe(observer, job.layers());
    }

    @Override
    public int rowsAtOnce() {
        return Math.min(encoder.rowsAtOnce(), decoder.rowsAtOnce());
    }

    /** The examples rebuilt from their means. */
    @Override
    public float[] predict(EncodedRows examples) {
        return decode(encode(examples).means(), examples.rows());
    }

    @Override
    public NamedArrays parameters() {
        return both.parameters();
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
