package dev.trainyard.prediction.web;

import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Items that somebody has, and how many others are wanted. */
@InvalidAs(ProblemType.INVALID_PREDICTION_INPUT)
record RecommendRequest(
        @Schema(
                description = "Names of columns; none asks for what goes with anything.",
                example = "[\"The Third Man\"]")
        List<String> items,

        @Schema(description = "From 1 to 1000.", example = "10")
        Integer count) {

    private static final int MOST = 1000;

    RecommendRequest {
        items = items == null ? List.of() : List.copyOf(items);
        count = count == null ? 10 : count;
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("count is %d; it is from 1 to %d".formatted(count, MOST));
        }
    }
}
