package dev.trainyard.job;

import dev.trainyard.bundle.ParameterDifferences;
import dev.trainyard.bundle.Provenance;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What came of training a model's version again.
 *
 * @param identical whether every parameter is equal bit for bit
 * @param parametersSha256 of the parameters as they came out now
 * @param expectedSha256 of those of the version
 * @param parameters where they differ
 * @param metrics those that differ
 * @param circumstances what it was trained with, where that is not the same
 */
public record Reproduction(
        @Schema(example = "true") boolean identical,
        String parametersSha256,
        String expectedSha256,
        ParameterDifferences parameters,
        List<Change> metrics,
        List<Change> circumstances) {

    public Reproduction {
        metrics = List.copyOf(metrics);
        circumstances = List.copyOf(circumstances);
    }

    /** Something that is not as it was. */
    @Schema(name = "ReproductionChange")
    public record Change(
            @Schema(example = "test/loss") String name,
            @Schema(example = "0.693") @Nullable Object then,
            @Schema(example = "0.694") @Nullable Object now) {}

    /**
     * Compares.
     *
     * @param then where the version came from, and its metrics
     * @param now likewise of the network that was trained again
     */
    public static Reproduction of(Trained then, Trained now, ParameterDifferences parameters) {
        return new Reproduction(
                parameters.identical(),
                now.provenance().parametersSha256(),
                then.provenance().parametersSha256(),
                parameters,
                changes(then.metrics(), now.metrics()),
                circumstances(then.provenance(), now.provenance()));
    }

    /** One of the two networks. */
    public record Trained(Provenance provenance, Map<String, Double> metrics) {}

    private static List<Change> changes(Map<String, ?> then, Map<String, ?> now) {
        TreeSet<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(then.get(name), now.get(name)))
                .map(name -> new Change(name, then.get(name), now.get(name)))
                .toList();
    }

    private static List<Change> circumstances(Provenance then, Provenance now) {
        List<Change> changes = new ArrayList<>();
        compare("splitSha256", then.splitSha256(), now.splitSha256(), changes);
        compare("engine", then.engine(), now.engine(), changes);
        compare("threads", then.threads(), now.threads(), changes);
        compare("kernels", then.kernels(), now.kernels(), changes);
        compare("trainyard", then.trainyard(), now.trainyard(), changes);
        compare("dl4j", then.dl4j(), now.dl4j(), changes);
        compare("backend", then.backend(), now.backend(), changes);
        compare("java", then.java(), now.java(), changes);
        compare("cpu", then.cpu(), now.cpu(), changes);
        compare("cpuFeatures", then.cpuFeatures(), now.cpuFeatures(), changes);
        compare("end", then.end(), now.end(), changes);
        return changes;
    }

    private static void compare(String name, @Nullable Object then, @Nullable Object now, List<Change> changes) {
        if (!Objects.equals(then, now)) {
            changes.add(new Change(name, then, now));
        }
    }
}
