package dev.trainyard.prediction.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.trace.Spans;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;

/** What Triton's clients may ask of a server's log and traces, as they are here. */
final class ServerSettings {

    private ServerSettings() {}

    /**
     * How the service logs: to its standard output.
     *
     * @param logVerboseLevel 1 where details are logged, 2 where all is
     */
    @Schema(name = "LogSettings")
    record Log(
            @JsonProperty("log_file") @Schema(example = "") String logFile,

            @JsonProperty("log_info") @Schema(example = "true")
            boolean logInfo,

            @JsonProperty("log_warning") @Schema(example = "true")
            boolean logWarning,

            @JsonProperty("log_error") @Schema(example = "true")
            boolean logError,

            @JsonProperty("log_verbose_level") @Schema(example = "0")
            int logVerboseLevel,

            @JsonProperty("log_format") @Schema(example = "default")
            String logFormat) {

        static Log of(Logger logger) {
            int details = logger.isDebugEnabled() ? 1 : 0;
            return new Log(
                    "",
                    logger.isInfoEnabled(),
                    logger.isWarnEnabled(),
                    logger.isErrorEnabled(),
                    logger.isTraceEnabled() ? 2 : details,
                    "default");
        }
    }

    /**
     * What is traced: the times of each call, where spans are collected, and sampled as the caller's {@code traceparent} says.
     *
     * @param traceRate one call of how many
     * @param traceCount how many more are traced, -1 for no limit
     */
    @Schema(name = "TraceSettings")
    record Trace(
            @JsonProperty("trace_level") @Schema(example = "[\"TIMESTAMPS\"]")
            List<String> traceLevel,

            @JsonProperty("trace_rate") @Schema(example = "1")
            String traceRate,

            @JsonProperty("trace_count") @Schema(example = "-1")
            String traceCount,

            @JsonProperty("log_frequency") @Schema(example = "0")
            String logFrequency,

            @JsonProperty("trace_file") @Schema(example = "")
            String traceFile,

            @JsonProperty("trace_mode") @Schema(example = "opentelemetry")
            String traceMode) {

        static Trace of(Spans spans) {
            return new Trace(List.of(spans.areExported() ? "TIMESTAMPS" : "OFF"), "1", "-1", "0", "", "opentelemetry");
        }
    }

    /**
     * Compares what a caller asks for with what is; null takes a setting back to what it is.
     *
     * @param where they are set
     * @throws Problem {@code unknown_field} for a setting that there is not, {@code not_available} for another value
     */
    static void agree(Map<String, JsonNode> asked, Object settings, String where) {
        JsonNode known = Json.mapper().valueToTree(settings);
        asked.forEach((name, value) -> check(name, value, known, where));
    }

    private static void check(String name, JsonNode value, JsonNode known, String where) {
        JsonNode present = known.get(name);
        if (present == null) {
            throw new Problem(
                    ProblemType.UNKNOWN_FIELD,
                    "there is no setting '%s'; there are %s".formatted(name, String.join(", ", known.propertyNames())));
        }
        if (!value.isNull() && !value.equals(present)) {
            throw Problem.notAvailable("%s is %s here, and is set where the service is started (%s), not by a call"
                    .formatted(name, present, where));
        }
    }
}
