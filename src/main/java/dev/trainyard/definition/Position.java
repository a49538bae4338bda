package dev.trainyard.definition;

/**
 * Where a layer stands in its network.
 *
 * @param name the name it gets when it has none of its own, such as {@code dense_0}
 * @param last whether the network answers with this layer's output
 * @param output what the network must answer
 */
public record Position(String name, boolean last, Output output) {}
