package dev.trainyard.plan;

import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is to be said about a job while it is planned. */
final class Remarks {

    private final List<Violation> violations = new ArrayList<>();
    private final List<Plan.Warning> warnings = new ArrayList<>();

    void violation(String pointer, String code, String message) {
        violations.add(new Violation(pointer, code, message));
    }

    void violation(String pointer, String code, String message, Suggestion suggestion) {
        violations.add(new Violation(pointer, code, message, suggestion));
    }

    void violation(Violation violation) {
        violations.add(violation);
    }

    /** Says that a name is not known, and which is meant if that can be guessed. */
    void unknownName(String pointer, String code, String what, String name, Collection<String> known) {
        String all = known.isEmpty() ? "there are none" : "there are: " + String.join(", ", known);
        NearestName.of(name, known)
                .ifPresentOrElse(
                        nearest -> violation(
                                pointer,
                                code,
                                "there is no %s '%s'; did you mean '%s'? (%s)".formatted(what, name, nearest, all),
                                Suggestion.replace(pointer, nearest)),
                        () -> violation(pointer, code, "there is no %s '%s'; %s".formatted(what, name, all)));
    }

    void warning(String code, String message) {
        warnings.add(new Plan.Warning(code, message));
    }

    boolean hasViolations() {
        return !violations.isEmpty();
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    List<Plan.Warning> warnings() {
        return List.copyOf(warnings);
    }
}
