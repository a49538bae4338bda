package dev.trainyard.problem.web;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.Secrets;
import dev.trainyard.problem.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A problem as RFC 9457 writes it, with a stable code, the request's id and everything that is wrong. */
@Schema(name = "Problem", description = "What went wrong (RFC 9457).")
public record ProblemDocument(
        @Schema(example = "/problems/not_found") String type,
        @Schema(example = "There is no such thing") String title,
        @Schema(example = "404") int status,
        @Schema(example = "there is no data set ds_01J2") String detail,
        @Schema(example = "/api/v1/datasets/ds_01J2") String instance,

        @Schema(description = "Stable name that programs compare.", example = "not_found")
        String code,

        @Schema(
                description = "As in the header X-Request-Id; the log names it too.",
                example = "01jz3v4k5m6n7p8q9r0s1t2v3w")
        String requestId,

        @Schema(description = "Everything that is wrong, with pointers into the request's body.")
        List<Violation> errors) {

    static ProblemDocument of(Problem problem, String instance, String requestId) {
        return new ProblemDocument(
                "/problems/" + problem.type().code(),
                problem.type().title(),
                problem.type().status(),
                problem.getMessage(),
                Secrets.hidden(instance),
                problem.type().code(),
                requestId,
                problem.violations());
    }
}
