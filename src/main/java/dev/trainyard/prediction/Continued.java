package dev.trainyard.prediction;

import java.util.List;

/**
 * A text that was written on.
 *
 * @param text what follows the prompt
 * @param seed by which the same is written again
 */
record Continued(String text, long seed, List<Warning> warnings) {}
