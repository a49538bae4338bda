package dev.trainyard.paging;

import dev.trainyard.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list a caller asks for. A controller takes it as a parameter, marked {@code @ParameterObject}.
 *
 * @param limit how many things, from 1 to {@value #MOST}
 * @param after the id after which (older than which) the page starts, null for the newest
 */
public record PageRequest(
        @Schema(description = "How many to answer, from 1 to 200.", defaultValue = "20", minimum = "1", maximum = "200")
        int limit,

        @Schema(description = "Answer those older than this id: `nextAfter` of the page before.") @Nullable
        String after) {

    public static final int USUAL = 20;
    public static final int MOST = 200;

    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw Problem.invalidParameter("limit is %d; it is a whole number from 1 to %d".formatted(limit, MOST));
        }
    }

    /** One more than the page holds, to learn whether another page follows. */
    public int limitAndOne() {
        return limit + 1;
    }

    /** Reads the query parameters {@code limit} and {@code after}. */
    static PageRequest read(@Nullable String limit, @Nullable String after) {
        return new PageRequest(
                limit == null || limit.isBlank() ? USUAL : number(limit.strip()),
                after == null || after.isBlank() ? null : after);
    }

    private static int number(String limit) {
        try {
            return Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            throw Problem.invalidParameter(
                    "limit is '%s'; it is a whole number from 1 to %d".formatted(limit, MOST), e);
        }
    }
}
