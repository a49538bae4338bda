package dev.trainyard.security;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A caller that proves itself with a secret; what is known of it, but not the secret. */
@Schema(name = "ApiKey")
public record ApiKey(
        @Schema(example = "key_01K9Z6Q4T5V0X8M2R7N3C1B4DE") String id,

        @Schema(example = "nightly-retraining") String name,

        Role role,

        @Schema(example = "default") String tenant,

        @Schema(description = "How the secret begins.", example = "ty_4fQx")
        String prefix,

        Instant createdAt,

        @Schema(description = "When it ends to be taken; null for never.") @Nullable
        Instant expiresAt,

        @Schema(description = "When it was last taken, within a minute.") @Nullable
        Instant lastUsedAt) {

    boolean isValidAt(Instant time) {
        return expiresAt == null || time.isBefore(expiresAt);
    }
}
