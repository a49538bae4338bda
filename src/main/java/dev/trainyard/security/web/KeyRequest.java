package dev.trainyard.security.web;

import dev.trainyard.problem.Problem;
import dev.trainyard.security.Role;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which key to make. */
@Schema(name = "KeyRequest")
record KeyRequest(
        @Schema(
                description = "What the caller is called.",
                example = "nightly-retraining",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        String name,

        @Schema(
                description =
                        "`viewer` looks and asks models, `trainer` also uploads, trains and deletes, `admin` also makes keys.",
                example = "trainer",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        Role role,

        @Schema(
                description = "When it ends to be taken; left out, when it is revoked.",
                example = "2030-01-01T00:00:00Z")
        @Nullable
        Instant expiresAt) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    String checkedName() {
        if (name == null || !NAME.matcher(name).matches()) {
            throw Problem.invalidParameter("name is '%s'; it is %s".formatted(name, NAME));
        }
        return name;
    }

    Role checkedRole() {
        if (role == null) {
            throw Problem.invalidParameter("role is missing; it is viewer, trainer or admin");
        }
        return role;
    }

    @Nullable
    Instant checkedEnd() {
        if (expiresAt != null && !expiresAt.isAfter(Instant.now())) {
            throw Problem.invalidParameter("expiresAt is %s, which is over".formatted(expiresAt));
        }
        return expiresAt;
    }
}
