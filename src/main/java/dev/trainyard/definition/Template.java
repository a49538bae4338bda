package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A ready definition with everything it takes to try it.
 *
 * @param sample the generated data set to try it on, as {@code POST /datasets/samples/{sample}} knows it
 * @param job the body of a job but for its {@code datasetId}
 */
public record Template(String name, String description, String sample, Map<String, Object> job) {

    public Template {
        job = Collections.unmodifiableMap(new LinkedHashMap<>(job));
    }

    /** The definition inside the job. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public Object definition() {
        return Objects.requireNonNull(job.get("definition"), "every template holds a definition");
    }
}
