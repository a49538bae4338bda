package dev.trainyard.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** One way to find out who makes a request. */
interface Identification {

    /**
     * Who makes it; empty when it shows nothing of this kind. What it shows in vain is a {@link Refusal} that it remembers.
     *
     * @param bearer what follows {@code Authorization: Bearer}, if anything
     */
    Optional<ApiKey> of(HttpServletRequest request, Optional<String> bearer);
}
