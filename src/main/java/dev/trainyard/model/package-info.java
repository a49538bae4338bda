/** The model registry: versions, aliases and where each version came from. */
@NullMarked
package dev.trainyard.model;

import org.jspecify.annotations.NullMarked;
