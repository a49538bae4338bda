package dev.trainyard.problem;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Takes what is wrong out of a document, so that the rest of it can be looked at too. */
final class Mending {

    private Mending() {}

    /** Puts the suggested name in its place or leaves the field out; false when neither can be done. */
    static boolean removes(JsonNode tree, Violation violation) {
        JsonPointer pointer = JsonPointer.compile(violation.pointer());
        if (pointer.matches() || !(tree.at(pointer.head()) instanceof ObjectNode parent)) {
            return false;
        }
        String field = pointer.last().getMatchingProperty();
        Suggestion suggestion = violation.suggestion();
        if (suggestion != null && suggestion.op().equals("replace") && suggestion.value() instanceof String name) {
            parent.set(field, StringNode.valueOf(name));
            return true;
        }
        return parent.remove(field) != null;
    }
}
