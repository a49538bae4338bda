package dev.trainyard.security;

/** What becomes of what somebody has shown: it is let in, or it is told why not. */
sealed interface Verdict permits Verdict.Admitted, Refusal {

    /** Somebody who has proved itself. */
    record Admitted(ApiKey caller) implements Verdict {}
}
