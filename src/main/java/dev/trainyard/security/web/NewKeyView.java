package dev.trainyard.security.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trainyard.security.ApiKey;
import dev.trainyard.security.IssuedKey;
import io.swagger.v3.oas.annotations.media.Schema;

/** A key with its secret. */
@Schema(name = "NewApiKey")
record NewKeyView(
        @JsonUnwrapped ApiKey about,

        @Schema(
                description = "The secret, which is shown this once and kept nowhere.",
                example = "ty_4fQxV0m7hT2bYw9cJr5kLs8nPz1aDe3gUi6oXq0vBtM")
        String key) {

    static NewKeyView of(IssuedKey issued) {
        return new NewKeyView(issued.key(), issued.secret());
    }
}
