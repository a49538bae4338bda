package dev.trainyard.prediction;

import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.model.Models;
import dev.trainyard.model.ServedVersion;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import dev.trainyard.role.ApiRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Asks published models. */
@Service
@ApiRole
public class Predictions {

    /** How many rows one call may ask for. */
    public static final int MOST_ROWS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Predictions.class);

    private final Models models;
    private final Servables servables;
    private final GatedLoader loader;

    Predictions(Models models, Servables servables, GatedLoader loader) {
        this.models = models;
        this.servables = servables;
        this.loader = loader;
    }

    /**
     * Predicts for each example.
     *
     * @param version a number, an alias, or {@code latest}
     * @throws Problem {@code not_found}, {@code invalid_prediction_input}, {@code too_large}, {@code unavailable}
     */
    public Predicted predict(String model, String version, Asked asked) {
        return with(model, version, (served, servable) -> {
            List<? extends @Nullable Object> examples = asked.of(servable.field());
            checkCount(examples.size());
            return new Predicted(served.model(), served.version(), servable.predict(examples));
        });
    }

    /**
     * What a layer makes of each example.
     *
     * @param layer its name, null for the one that is usually meant
     */
    public Transformed transform(String model, String version, Asked asked, @Nullable String layer) {
        return inside(model, version, asked, (served, servable, read) -> {
            Inside.Layer wanted = servable.interior().layer(layer);
            return new Transformed(
                    served.model(),
                    served.version(),
                    wanted.name(),
                    wanted.shape().dimensions(),
                    servable.interior().features(read, wanted),
                    read.warnings());
        });
    }

    /** Each example as the model rebuilds it. */
    public Reconstructed reconstruct(String model, String version, Asked asked) {
        return inside(model, version, asked, (served, servable, read) -> {
            float[] rebuilt = servable.interior().rebuilt(read);
            double[] errors = Interior.errors(read, rebuilt);
            List<Prediction> examples =
                    new AnswerDecoder(servable.manifest().codec()).decode(rebuilt, null, read.rows());
            return new Reconstructed(
                    served.model(),
                    served.version(),
                    IntStream.range(0, errors.length)
                            .mapToObj(i -> new Reconstructed.Reconstruction(examples.get(i), errors[i]))
                            .toList(),
                    read.warnings());
        });
    }

    /** How odd each example is. */
    public Scored score(String model, String version, Asked asked) {
        return inside(model, version, asked, (served, servable, read) -> {
            Inside.Anomaly anomaly = servable.interior().anomaly();
            return new Scored(
                    served.model(),
                    served.version(),
                    anomaly.measure(),
                    anomaly.threshold(),
                    anomaly.share(),
                    anomaly.from(),
                    Arrays.stream(servable.interior().scores(read))
                            .mapToObj(score -> new Scored.Score(score, score > anomaly.threshold()))
                            .toList(),
                    read.warnings());
        });
    }

    /** Items that go with those named. */
    public Recommended recommend(String model, String version, List<String> items, int count) {
        return with(
                model,
                version,
                (served, servable) -> new Recommended(
                        served.model(), served.version(), new Recommendation(servable.interior()).of(items, count)));
    }

    /** Whether a model makes examples of noise. */
    public boolean makesSamples(String model, String version) {
        return with(
                model,
                version,
                (served, servable) -> servable.interior().noise().isPresent());
    }

    /**
     * Examples made of noise.
     *
     * @param labels the class of each, or one for all; null for one after the other
     */
    public Generated generate(String model, String version, int count, long seed, @Nullable List<String> labels) {
        return with(model, version, (served, servable) -> {
            Generation generation = new Generation(servable.interior());
            List<Object> samples = new ArrayList<>();
            for (Prediction sample : generation.decoded(generation.examples(count, seed, labels), count)) {
                samples.add(sample(sample));
            }
            return new Generated(served.model(), served.version(), seed, samples);
        });
    }

    /** Whether a model makes pictures whole of what is left of them. */
    public boolean restoresPictures(String model, String version) {
        return with(model, version, (served, servable) -> servable.interior().restores());
    }

    /**
     * Pictures made whole.
     *
     * @param images files in base64
     */
    public Generated restore(String model, String version, List<? extends @Nullable Object> images) {
        return inside(model, version, new Asked(Map.of("images", images)), (served, servable, read) -> {
            float[] whole = servable.interior().restored(read);
            List<Object> samples = new AnswerDecoder(servable.manifest().codec())
                    .decode(whole, null, read.rows()).stream()
                            .map(Predictions::sample)
                            .toList();
            return new Generated(served.model(), served.version(), null, samples);
        });
    }

    /** The same as one PNG: a single picture as it is, several side by side. */
    public byte[] restoredPicture(String model, String version, List<? extends @Nullable Object> images) {
        return inside(model, version, new Asked(Map.of("images", images)), (served, servable, read) -> {
            float[] whole = servable.interior().restored(read);
            TargetCodec.Example codec =
                    (TargetCodec.Example) servable.manifest().codec();
            return read.rows() == 1 ? PictureGrid.one(codec, whole) : PictureGrid.png(codec, whole);
        });
    }

    private static Object sample(Prediction prediction) {
        if (prediction instanceof Prediction.Picture picture) {
            return picture.rows();
        }
        return prediction instanceof Prediction.Rebuilt rebuilt ? rebuilt.row() : prediction;
    }

    /** The same as one PNG, where examples can be seen as pictures. */
    public byte[] generatePicture(String model, String version, int count, long seed, @Nullable List<String> labels) {
        return with(model, version, (served, servable) -> {
            float[] examples = new Generation(servable.interior()).examples(count, seed, labels);
            return PictureGrid.png((TargetCodec.Example) servable.manifest().codec(), examples);
        });
    }

    private interface UseOfExamples<T> {
        T of(ServedVersion version, Servable servable, Servable.Read read);
    }

    private <T> T inside(String model, String version, Asked asked, UseOfExamples<T> use) {
        return with(model, version, (served, servable) -> {
            List<? extends @Nullable Object> examples = asked.of(servable.field());
            checkCount(examples.size());
            return use.of(served, servable, servable.read(examples));
        });
    }

    /** Predicts for each row of a table of texts. */
    public PredictedTable predict(String model, String version, TextTable table) {
        checkCount(table.rows().size());
        return with(model, version, (served, servable) -> {
            refuseClips(servable);
            Servable.Typed typed = servable.typed(table);
            Predicted predicted = new Predicted(served.model(), served.version(), servable.predict(typed.examples()));
            return new PredictedTable(predicted, typed.id(), typed.ids());
        });
    }

    private static void refuseClips(Servable servable) {
        Signature.of("", 0, servable.field(), servable.manifest()).withTensors();
    }

    /**
     * Writes a text on.
     *
     * @param asked read only of a model that writes, so that others are refused for what they are
     * @throws Problem {@code not_found}, {@code invalid_prediction_input}, {@code unavailable}
     */
    public WrittenText write(String model, String version, Supplier<Continuation> asked) {
        return with(model, version, (served, servable) -> {
            servable.checkWrites();
            Continuation wanted = asked.get();
            long seed = wanted.seed() == null ? ThreadLocalRandom.current().nextLong(1L << 53) : wanted.seed();
            Continued written = servable.write(wanted, seed);
            return new WrittenText(
                    served.model(), served.version(), written.text(), written.seed(), written.warnings());
        });
    }

    /** Whether a model lets sequences go on by what it forecasts. */
    public boolean forecasts(String model, String version) {
        return with(model, version, (served, servable) -> servable.rollout().isPresent());
    }

    /**
     * Lets a sequence go on.
     *
     * @throws Problem {@code not_found}, {@code invalid_prediction_input}, {@code unavailable}
     */
    public WrittenSequence goOn(String model, String version, Continuation asked) {
        return with(model, version, (served, servable) -> {
            long seed = asked.seed() == null ? ThreadLocalRandom.current().nextLong(1L << 53) : asked.seed();
            SequenceRollout.Rolled rolled = servable.rollout().orElseThrow().roll(asked, seed);
            return new WrittenSequence(served.model(), served.version(), rolled.steps(), seed, rolled.warnings());
        });
    }

    /**
     * The same as a picture of the way that a pen goes, prompt included.
     *
     * @throws Problem {@code not_found}, {@code invalid_prediction_input}, {@code unavailable}
     */
    public byte[] goneOnPicture(String model, String version, Continuation asked) {
        List<Map<?, ?>> steps = new ArrayList<>();
        WrittenSequence written = goOn(model, version, asked);
        for (Object row : asked.rows()) {
            if (row instanceof Map<?, ?> step) {
                steps.add(step);
            }
        }
        steps.addAll(written.steps());
        return PenPicture.png(steps);
    }

    private static void checkCount(int rows) {
        if (rows > MOST_ROWS) {
            throw new Problem(
                    ProblemType.TOO_LARGE,
                    String.format(
                            Locale.ROOT,
                            "the call has %,d rows; one call takes at most %,d: send several",
                            rows,
                            MOST_ROWS));
        }
        if (rows == 0) {
            throw new Problem(
                    ProblemType.INVALID_PREDICTION_INPUT,
                    "there are no rows; a call asks for at least one",
                    List.of(new Violation("/rows", "empty", "there are no rows; a call asks for at least one")));
        }
    }

    /** What a version reads and answers. */
    public Signature signature(String model, String version) {
        return with(
                model,
                version,
                (served, servable) ->
                        Signature.of(served.model(), served.version(), servable.field(), servable.manifest()));
    }

    /** A request that the model would answer. */
    public Map<String, Object> example(String model, String version) {
        return with(model, version, (served, servable) -> servable.exampleRequest());
    }

    /** Fetches the version's bundle once more and holds it against its golden rows. */
    public GoldenGate.Verdict selftest(String model, String version) {
        ServedVersion served = models.served(model, version);
        try {
            return loader.check(served.bundle());
        } catch (IOException e) {
            throw unreachable(served, e);
        }
    }

    private interface Use<T> {
        T of(ServedVersion version, Servable servable);
    }

    private <T> T with(String model, String version, Use<T> use) {
        ServedVersion served = models.served(model, version);
        if (served.unservable() != null) {
            throw unservable(served, served.unservable());
        }
        try (Servables.Lease lease = servables.lease(served.bundle())) {
            return use.of(served, lease.servable());
        } catch (BundleUnreadable e) {
            throw unservable(served, e.reason());
        } catch (IOException e) {
            throw unreachable(served, e);
        }
    }

    private static Problem unservable(ServedVersion served, String reason) {
        return new Problem(
                ProblemType.UNAVAILABLE,
                "version %d of %s cannot be served: %s".formatted(served.version(), served.model(), reason));
    }

    private static Problem unreachable(ServedVersion served, IOException e) {
        LOG.warn("The bundle {} could not be fetched", served.bundle(), e);
        return new Problem(
                ProblemType.UNAVAILABLE,
                "version %d of %s could not be fetched from the object store; try again in a few seconds"
                        .formatted(served.version(), served.model()));
    }
}
