package dev.trainyard.problem;

import dev.trainyard.json.ByTypeName;
import dev.trainyard.json.UnknownName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says in the caller's terms what kept a document from being read. */
final class Findings {

    private Findings() {}

    static Finding in(JsonNode tree, JacksonException e) {
        JsonPointer place = Pointers.of(e);
        if (e instanceof UnrecognizedPropertyException unknown) {
            return unknownField(tree, place, unknown);
        }
        if (e instanceof UnknownName unknown) {
            return unknownName(place, unknown);
        }
        if (e instanceof InvalidTypeIdException missing) {
            return missingType(tree, place, missing);
        }
        if (e instanceof ValueInstantiationException refused) {
            return refused(tree, place, refused);
        }
        if (e instanceof InputCoercionException outOfRange) {
            return outOfRange(tree, place, outOfRange);
        }
        if (e instanceof MismatchedInputException mismatched) {
            return mismatched(tree, place, mismatched);
        }
        return Finding.impossible(new Violation(
                place.toString(),
                "invalid_value",
                "%s cannot be read: %s".formatted(Wording.of(tree.at(place)), firstLine(e.getOriginalMessage()))));
    }

    private static Finding unknownField(JsonNode tree, JsonPointer place, UnrecognizedPropertyException e) {
        Collection<String> known =
                e.getKnownPropertyIds().stream().map(String::valueOf).toList();
        return unknownField(tree, place, new TreeSet<>(known));
    }

    private static Finding unknownField(JsonNode tree, JsonPointer place, Collection<String> known) {
        String name = place.last().getMatchingProperty();
        JsonPointer parent = place.head();
        Optional<String> nearest = NearestName.of(name, known);
        String hint = nearest.map("did you mean '%s'?"::formatted)
                .orElseGet(() -> known.isEmpty() ? "there are none here" : "there are: " + String.join(", ", known));
        Violation violation =
                new Violation(place.toString(), "unknown_field", "there is no field '%s'; %s".formatted(name, hint));
        return Finding.unknownField(nearest.filter(field -> !tree.at(parent).has(field))
                .map(field -> violation.suggesting(Suggestion.move(
                        place.toString(), parent.appendProperty(field).toString())))
                .orElse(violation));
    }

    private static Finding unknownName(JsonPointer place, UnknownName e) {
        String pointer = place.appendProperty(e.field()).toString();
        return Finding.impossible(misspelt(pointer, "unknown_" + e.field(), e.field(), e.name(), e.known()));
    }

    private static Violation misspelt(String pointer, String code, String what, String name, Collection<String> known) {
        String all = String.join(", ", known);
        return NearestName.of(name, known)
                .map(nearest -> new Violation(
                        pointer,
                        code,
                        "there is no %s '%s'; did you mean '%s'? There are: %s".formatted(what, name, nearest, all),
                        Suggestion.replace(pointer, nearest)))
                .orElseGet(() ->
                        new Violation(pointer, code, "there is no %s '%s'; there are: %s".formatted(what, name, all)));
    }

    private static Finding missingType(JsonNode tree, JsonPointer place, InvalidTypeIdException e) {
        Family family = Family.of(e.getBaseType().getRawClass());
        String pointer = place.toString();
        JsonNode node = tree.at(place);
        if (!node.isObject()) {
            return Finding.impossible(new Violation(
                    pointer,
                    "wrong_type",
                    "%s stands where an object with a \"%s\" is expected".formatted(Wording.of(node), family.field())));
        }
        String missing = place.appendProperty(family.field()).toString();
        Violation violation = new Violation(
                pointer,
                "missing_field",
                "\"%s\" is missing; it is one of: %s".formatted(family.field(), String.join(", ", family.names())));
        return Finding.impossible(NearestName.of(family.field(), Wording.fields(node))
                .map(field -> violation.suggesting(
                        Suggestion.move(place.appendProperty(field).toString(), missing)))
                .orElse(violation));
    }

    /** The checks of our own records begin their message with the name of the field they refuse. */
    private static Finding refused(JsonNode tree, JsonPointer place, ValueInstantiationException e) {
        Collection<String> known = KnownFields.of(e.getType().getRawClass());
        for (String field : known.isEmpty() ? List.<String>of() : Wording.fields(tree.at(place))) {
            if (!known.contains(field)) { // perhaps what is missing is only misspelt
                return unknownField(tree, place.appendProperty(field), known);
            }
        }
        if (!(e.getCause() instanceof IllegalArgumentException cause) || cause.getMessage() == null) {
            return Finding.impossible(nullIn(tree, place));
        }
        String message = cause.getMessage();
        String first = message.split("[ .,:\\[]", 2)[0];
        JsonPointer pointer = tree.at(place).has(first) ? place.appendProperty(first) : place;
        return Finding.impossible(new Violation(pointer.toString(), "invalid_value", message));
    }

    private static Finding outOfRange(JsonNode tree, JsonPointer place, InputCoercionException e) {
        return Finding.impossible(new Violation(
                place.toString(),
                "invalid_value",
                "%s is out of range for %s"
                        .formatted(Wording.of(tree.at(place)), Wording.expected(e.getTargetType()))));
    }

    private static Violation nullIn(JsonNode tree, JsonPointer place) {
        for (Map.Entry<String, JsonNode> field : tree.at(place).properties()) {
            JsonPointer list = place.appendProperty(field.getKey());
            for (int index = 0; index < field.getValue().size(); index++) {
                if (field.getValue().path(index).isNull()) {
                    String pointer = list.appendIndex(index).toString();
                    return new Violation(pointer, "invalid_value", "null stands where a value is expected");
                }
            }
        }
        return new Violation(
                place.toString(), "invalid_value", "%s lacks a value".formatted(Wording.of(tree.at(place))));
    }

    private static Finding mismatched(JsonNode tree, JsonPointer place, MismatchedInputException e) {
        Class<?> wanted = e.getTargetType() == null ? Object.class : e.getTargetType();
        JsonNode node = tree.at(place);
        if (wanted.isEnum()) {
            return wrongConstant(node, place, wanted);
        }
        Violation violation = new Violation(
                place.toString(),
                "wrong_type",
                "%s stands where %s is expected".formatted(Wording.of(node), Wording.expected(wanted)));
        boolean lone = Collection.class.isAssignableFrom(wanted) && (node.isString() || node.isNumber());
        return Finding.impossible(
                lone ? violation.suggesting(Suggestion.replace(place.toString(), List.of(node))) : violation);
    }

    private static Finding wrongConstant(JsonNode node, JsonPointer place, Class<?> wanted) {
        Collection<String> names = Wording.constants(wanted);
        if (node.path("type").isString()) {
            return wrongConstant(node.get("type"), place.appendProperty("type"), wanted);
        }
        if (node.isString()) {
            String field = place.last() == null ? "value" : place.last().getMatchingProperty();
            String what = place.last() != null && place.last().mayMatchElement() ? "value" : field;
            return Finding.impossible(misspelt(place.toString(), "unknown_value", what, node.asString(), names));
        }
        return Finding.impossible(new Violation(
                place.toString(),
                "wrong_type",
                "%s stands where one of these is expected: %s".formatted(Wording.of(node), String.join(", ", names))));
    }

    static String firstLine(String message) {
        String line = String.valueOf(message).lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    /** Which types stand behind a field such as {@code type}. */
    private record Family(String field, Collection<String> names) {
        static Family of(Class<?> type) {
            return new Family(
                    ByTypeName.fieldOf(type), ByTypeName.membersOf(type).keySet());
        }
    }
}
