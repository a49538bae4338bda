package dev.trainyard.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a job makes of its time and of the machine. */
@Schema(name = "JobEffort")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Effort(
        @Schema(
                description =
                        "The share of the attempt's time that each part of training took: `data` gathers batches, `forward` and `backward` pass through the network (`forwardAndBackward` where DL4J does both at once), `update` changes the parameters, `scores` measures at the end of an epoch, `checkpoints` and `events` keep and tell; `step` is what an engine does not tell apart.",
                example =
                        "{\"data\":0.08,\"forward\":0.3,\"backward\":0.41,\"update\":0.12,\"scores\":0.06,\"checkpoints\":0.02,\"events\":0.01}")
        Map<String, Double> time,

        @Schema(
                description =
                        "The multiplications and additions of the last epoch, in those that a product of matrices reached in the same process; null where they are not counted, as for GANs.",
                example = "0.21")
        @Nullable
        Double ofProductLimit) {}
