package dev.trainyard.role;

/** What a process does. */
public enum Role {
    /** Answers requests. */
    API,
    /** Reads data sets and trains. */
    WORKER
}
