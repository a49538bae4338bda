package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Names;
import dev.trainyard.json.Json;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a caller asks for: a data set, a definition, and whatever is not to be left to the defaults. */
@InvalidAs(ProblemType.INVALID_JOB)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobSpec(
        @Schema(description = "What to call the job; by default as its definition or its data set.") @Nullable
        String name,

        @Schema(description = "The data set to learn from.") @Nullable
        String datasetId,

        @Schema(description = "The network; or definitionId names a kept one.") @Nullable
        ModelDefinition definition,

        @Schema(description = "A kept definition, in place of definition.") @Nullable
        String definitionId,

        @Schema(description = "By default what the target asks for: classes are told apart, numbers predicted.")
        @Nullable
        Task task,

        @Schema(
                description =
                        "The columns to learn from; by default all that are numeric, categorical, boolean or points in time.")
        @Nullable
        List<String> features,

        @Schema(
                description =
                        "The columns to predict; by default the one called target, label, class or y, else the last.")
        @Nullable
        List<String> target,

        @Schema(description = "How rows become sequences; without it each row is an example of its own.") @Nullable
        Sequence sequence,

        @Schema(description = "How text is read, where the data set holds text.") @Nullable
        TextSpec text,

        Preprocessing preprocessing,
        Split split,
        Training training,
        Resources resources,

        @Schema(description = "From -100 to 100; higher ones go first.")
        Integer priority,

        @Schema(description = "How many attempts may be lost without a new checkpoint.")
        Integer maxAttempts,

        @Schema(description = "The model to add a version to; by default the one named as the job.") @Nullable
        String model,

        @Schema(
                description = "Ids of webhooks that are told of this job, whatever else they are told; at most 10.",
                example = "[\"whk_0645a1b2c3d4e5f60718293a4b5c\"]")
        @Nullable
        List<String> webhooks,

        @Schema(description = "Whatever you want to find again with the job.")
        Map<String, Object> metadata) {

    private static final int LONGEST_METADATA = 65_536;
    private static final int MOST_WEBHOOKS = 10;

    public JobSpec {
        features = features == null ? null : List.copyOf(features);
        target = target == null ? null : List.copyOf(target);
        preprocessing = preprocessing == null ? Preprocessing.defaults() : preprocessing;
        split = split == null ? Split.defaults() : split;
        training = training == null ? Training.defaults() : training;
        resources = resources == null ? Resources.defaults() : resources;
        priority = priority == null ? 0 : priority;
        maxAttempts = maxAttempts == null ? 3 : maxAttempts;
        metadata = metadata == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        Names.check("name", name);
        Names.check("model", model);
        between("priority", priority, -100, 100);
        between("maxAttempts", maxAttempts, 1, 100);
        webhooks = webhooks == null ? null : List.copyOf(webhooks);
        between("the number of webhooks", webhooks == null ? 0 : webhooks.size(), 0, MOST_WEBHOOKS);
        checkLength(metadata);
    }

    private static void checkLength(Map<String, Object> metadata) {
        int length = metadata.isEmpty()
                ? 0
                : Json.mapper().writeValueAsString(metadata).length();
        if (length > LONGEST_METADATA) {
            throw new IllegalArgumentException(
                    "metadata has %d characters as JSON; it may have %d".formatted(length, LONGEST_METADATA));
        }
    }

    private static void between(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s is %d; it is a whole number from %d to %d".formatted(field, value, least, most));
        }
    }
}
