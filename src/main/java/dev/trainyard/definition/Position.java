package dev.trainyard.definition;

import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.Optional;

/**
 * Where a layer stands in its network.
 *
 * @param name the name it gets when it has none of its own, such as {@code dense_0}
 * @param last whether the network answers with this layer's output
 * @param output what the network must answer
 * @param stepsWanted whether what follows needs an answer for each step of a sequence
 */
public record Position(String name, boolean last, Output output, boolean stepsWanted) {

    /** Why a layer that learns nothing towards the target cannot be the last; the pointer is relative to the layer. */
    public Optional<Violation> misfitAtEnd(String type) {
        return last
                ? Optional.of(new Violation(
                        "",
                        "last_layer",
                        "the network cannot answer with %s: end it with a dense or an activation layer".formatted(type),
                        Suggestion.remove("")))
                : Optional.empty();
    }
}
