package dev.trainyard.dataset.upload;

import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import dev.trainyard.storage.StoredPart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares what a caller believes to have sent with what has arrived. */
final class PartCheck {

    private static final int MOST_TOLD = 20;

    private final PartPlan plan;
    private final Map<Integer, StoredPart> arrived;
    private final List<Violation> violations = new ArrayList<>();

    PartCheck(PartPlan plan, List<StoredPart> arrived) {
        this.plan = plan;
        this.arrived = arrived.stream().collect(Collectors.toMap(StoredPart::number, Function.identity()));
    }

    /** Everything that keeps the parts from being joined, the first twenty; {@code listed} is null when the caller lists none. */
    List<Violation> violations(@Nullable List<ListedPart> listed) {
        if (listed == null) {
            missing(IntStream.rangeClosed(1, plan.count()).boxed().toList(), "");
        } else {
            checkList(listed);
        }
        return violations.stream().limit(MOST_TOLD).toList();
    }

    private void checkList(List<ListedPart> listed) {
        Set<Integer> seen = new HashSet<>();
        for (int index = 0; index < listed.size(); index++) {
            ListedPart part = listed.get(index);
            String pointer = "/parts/" + index;
            if (!plan.has(part.number())) {
                add(
                        pointer,
                        "/number",
                        "unknown_part",
                        "number is %d; the upload has the parts 1 to %d".formatted(part.number(), plan.count()),
                        Suggestion.remove(pointer));
            } else if (!seen.add(part.number())) {
                add(
                        pointer,
                        "/number",
                        "duplicate_part",
                        "part %d is listed twice".formatted(part.number()),
                        Suggestion.remove(pointer));
            } else {
                checkPart(part, pointer);
            }
        }
        IntStream.rangeClosed(1, plan.count())
                .filter(number -> !seen.contains(number))
                .forEach(this::unlisted);
    }

    private void checkPart(ListedPart part, String pointer) {
        StoredPart found = arrived.get(part.number());
        if (found == null || found.bytes() != plan.length(part.number())) {
            missing(List.of(part.number()), pointer);
            return;
        }
        if (part.etag() != null && !part.etag().equals(found.etag())) {
            add(
                    pointer,
                    "/etag",
                    "wrong_etag",
                    "etag is '%s'; part %d arrived with '%s'"
                            .formatted(shortened(part.etag()), part.number(), found.etag()),
                    Suggestion.replace(pointer + "/etag", found.etag()));
        }
        if (part.bytes() != null && part.bytes() != found.bytes()) {
            add(
                    pointer,
                    "/bytes",
                    "wrong_length",
                    "bytes is %d; part %d has %d".formatted(part.bytes(), part.number(), found.bytes()),
                    Suggestion.replace(pointer + "/bytes", found.bytes()));
        }
    }

    private void missing(List<Integer> numbers, String pointer) {
        for (int number : numbers) {
            StoredPart found = arrived.get(number);
            if (found == null) {
                add(
                        pointer,
                        "",
                        "missing_part",
                        "part %d has not arrived; send its %d bytes from byte %d on"
                                .formatted(number, plan.length(number), plan.offset(number)),
                        null);
            } else if (found.bytes() != plan.length(number)) {
                add(
                        pointer,
                        "",
                        "wrong_length",
                        "part %d arrived with %d bytes; it has %d, from byte %d on"
                                .formatted(number, found.bytes(), plan.length(number), plan.offset(number)),
                        null);
            }
        }
    }

    private void unlisted(int number) {
        StoredPart found = arrived.get(number);
        if (found == null) {
            missing(List.of(number), "/parts");
        } else {
            add(
                    "/parts",
                    "",
                    "unlisted_part",
                    "part %d has arrived and is not listed; all parts belong to the whole".formatted(number),
                    Suggestion.add("/parts/-", Map.of("number", number, "etag", found.etag())));
        }
    }

    private void add(String place, String field, String code, String message, @Nullable Suggestion suggestion) {
        violations.add(new Violation(place + field, code, message, suggestion));
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
