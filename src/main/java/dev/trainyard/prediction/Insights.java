package dev.trainyard.prediction;

import dev.trainyard.bundle.Inside;
import dev.trainyard.role.ApiRole;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Asks published models for what is inside: features, reconstructions, anomaly scores, recommendations. */
@Service
@ApiRole
public class Insights {

    private final ServedModels served;

    Insights(ServedModels served) {
        this.served = served;
    }

    /**
     * What a layer makes of each example.
     *
     * @param layer its name, null for the one that is usually meant
     */
    public Transformed transform(String model, String version, Asked asked, @Nullable String layer) {
        return served.read(model, version, asked, (found, servable, read) -> {
            Inside.Layer wanted = servable.interior().layer(layer);
            return new Transformed(
                    found.model(),
                    found.version(),
                    wanted.name(),
                    wanted.shape().dimensions(),
                    servable.interior().features(read, wanted),
                    read.warnings());
        });
    }

    /**
     * Each example as the model rebuilds it.
     *
     * @param explained whether each answer tells where its error lies
     */
    public Reconstructed reconstruct(String model, String version, Asked asked, boolean explained) {
        return served.read(model, version, asked, (found, servable, read) -> {
            float[] rebuilt = servable.interior().rebuilt(read);
            List<Prediction> examples =
                    new AnswerDecoder(servable.manifest().codec()).decode(rebuilt, null, read.rows());
            List<Explanation> explanations = explained
                    ? servable.explainer().explainRebuilt(asked.of(servable.field()), read, rebuilt)
                    : List.of();
            return new Reconstructed(
                    found.model(),
                    found.version(),
                    reconstructions(examples, Interior.errors(read, rebuilt), explanations),
                    read.warnings());
        });
    }

    private static List<Reconstructed.Reconstruction> reconstructions(
            List<Prediction> examples, double[] errors, List<Explanation> explanations) {
        return IntStream.range(0, errors.length)
                .mapToObj(i -> new Reconstructed.Reconstruction(
                        examples.get(i), errors[i], explanations.isEmpty() ? null : explanations.get(i)))
                .toList();
    }

    /** How odd each example is. */
    public Scored score(String model, String version, Asked asked) {
        return served.read(model, version, asked, (found, servable, read) -> {
            Inside.Anomaly anomaly = servable.interior().anomaly();
            return new Scored(
                    found.model(),
                    found.version(),
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
        return served.use(
                model,
                version,
                (found, servable) -> new Recommended(
                        found.model(), found.version(), new Recommendation(servable.interior()).of(items, count)));
    }
}
