package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Names;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.ProblemType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a caller asks for: a data set, a definition, and whatever is not to be left to the defaults. */
@InvalidAs(ProblemType.INVALID_JOB)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobSpec(
        @Nullable String name,
        @Nullable String datasetId,
        @Nullable ModelDefinition definition,
        @Nullable String definitionId,
        @Nullable Task task,
        @Nullable List<String> features,
        @Nullable List<String> target,
        @Nullable Object sequence,
        Preprocessing preprocessing,
        Split split,
        Training training,
        Resources resources,
        Integer priority,
        Integer maxAttempts,
        @Nullable String model,
        @Nullable Object webhooks,
        Map<String, Object> metadata) {

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
    }

    private static void between(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s is %d; it is a whole number from %d to %d".formatted(field, value, least, most));
        }
    }
}
