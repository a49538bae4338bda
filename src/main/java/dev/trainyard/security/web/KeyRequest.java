package dev.trainyard.security.web;

import dev.trainyard.problem.Problem;
import dev.trainyard.security.Role;
import dev.trainyard.tenant.Tenant;
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
                        "`viewer` looks and asks models, `trainer` also uploads, trains and deletes, `admin` also makes keys, `operator` does so in every tenant.",
                example = "trainer",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        Role role,

        @Schema(
                description = "When it ends to be taken; left out, when it is revoked.",
                example = "2030-01-01T00:00:00Z")
        @Nullable
        Instant expiresAt,

        @Schema(
                description =
                        "Whose things it sees and makes; left out, those of whoever makes the key. Only operators name another.",
                example = "default")
        @Nullable
        String tenant) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    String checkedName() {
        if (name == null || !NAME.matcher(name).matches()) {
            throw Problem.invalidParameter("name is '%s'; it is %s".formatted(name, NAME));
        }
        return name;
    }

    @Nullable
    String checkedTenant() {
        if (tenant != null && !Tenant.isName(tenant)) {
            throw Problem.invalidParameter("tenant is '%s'; it is %s".formatted(tenant, NAME));
        }
        return tenant;
    }

    Role checkedRole() {
        if (role == null) {
            throw Problem.invalidParameter("role is missing; it is viewer, trainer, admin or operator");
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
