package dev.trainyard.problem;

import dev.trainyard.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON that a caller sent, strictly, and tells everything that is wrong with it at once. What is no JSON is a {@code
 * malformed_request}; a field that does not exist is an {@code unknown_field} (both 400); a value that cannot be is the
 * problem that the type asks for by {@link InvalidAs} (422), else a {@code malformed_request}; a name that is known to
 * come is {@code not_available} (501), when nothing else is wrong.
 */
public final class JsonBody {

    private static final int MOST_FINDINGS = 20;
    private static final JsonMapper MAPPER = Json.mapper();

    private JsonBody() {}

    /** @throws Problem as the class says */
    public static <T> T read(byte[] json, Class<T> type) {
        return read(json, MAPPER.constructType(type));
    }

    /** @throws Problem as the class says */
    public static <T> T read(byte[] json, JavaType type) {
        T value = straight(json, type);
        return value == null ? mended(json, type) : value;
    }

    /** What is right is read without a detour; null when there is something to tell. */
    private static <T> @Nullable T straight(byte[] json, JavaType type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            return null; // read once more, to tell all that is wrong
        }
    }

    private static <T> T mended(byte[] json, JavaType type) {
        JsonNode tree = parse(json);
        List<Finding> findings = new ArrayList<>();
        while (findings.size() < MOST_FINDINGS) {
            try {
                T value = MAPPER.treeToValue(tree, type);
                if (findings.isEmpty()) {
                    return required(value);
                }
                break;
            } catch (JacksonException e) {
                Finding finding = Findings.in(tree, e);
                if (findings.stream().anyMatch(finding::holds)) {
                    break;
                }
                findings.add(finding);
                if (!Mending.removes(tree, finding.violation())) {
                    break;
                }
            }
        }
        throw problem(findings, type.getRawClass());
    }

    private static JsonNode parse(byte[] json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (tree.isMissingNode()) {
                throw new Problem(ProblemType.MALFORMED_REQUEST, "the body is empty; JSON is expected");
            }
            return tree;
        } catch (JacksonException e) {
            TokenStreamLocation location = e.getLocation();
            String place = location == null
                    ? ""
                    : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
            throw new Problem(
                    ProblemType.MALFORMED_REQUEST,
                    "the body is not JSON%s: %s".formatted(place, Findings.firstLine(e.getOriginalMessage())));
        }
    }

    private static <T> T required(T value) {
        if (value == null) {
            throw new Problem(ProblemType.MALFORMED_REQUEST, "the body is null; an object is expected");
        }
        return value;
    }

    private static Problem problem(List<Finding> findings, Class<?> type) {
        ProblemType kind = findings.stream()
                .map(finding -> Optional.ofNullable(finding.kind()).orElseGet(() -> impossible(type)))
                .min(Comparator.comparingInt(ProblemType::status))
                .orElseThrow();
        List<Violation> violations = findings.stream()
                .map(Finding::violation)
                .filter(Objects::nonNull)
                .toList();
        return new Problem(kind, detail(violations), violations);
    }

    private static ProblemType impossible(Class<?> type) {
        InvalidAs invalidAs = type.getAnnotation(InvalidAs.class);
        return invalidAs == null ? ProblemType.MALFORMED_REQUEST : invalidAs.value();
    }

    private static String detail(List<Violation> violations) {
        Violation first = violations.get(0);
        String where = first.pointer().isEmpty() ? "" : first.pointer() + ": ";
        String more = violations.size() == 1 ? "" : " (and %d more)".formatted(violations.size() - 1);
        return where + first.message() + more;
    }
}
