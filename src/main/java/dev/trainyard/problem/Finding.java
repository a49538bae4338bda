package dev.trainyard.problem;

import org.jspecify.annotations.Nullable;

/**
 * Something found while a document was read.
 *
 * @param kind what the caller is told when nothing worse is found; null for "a value that cannot be"
 */
record Finding(@Nullable ProblemType kind, Violation violation) {

    static Finding unknownField(Violation violation) {
        return new Finding(ProblemType.UNKNOWN_FIELD, violation);
    }

    static Finding impossible(Violation violation) {
        return new Finding(null, violation);
    }

    String pointer() {
        return violation.pointer();
    }

    /** Whether this is about something that holds (or is) what the other is about, and so may only follow from it. */
    boolean holds(Finding other) {
        return other.pointer().equals(pointer()) || other.pointer().startsWith(pointer() + "/");
    }
}
