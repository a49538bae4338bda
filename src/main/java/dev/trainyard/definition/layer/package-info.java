/** The layer catalogue: one record for each type, holding its parameters and its shape rule. */
@NullMarked
@NamedInterface("layer")
package dev.trainyard.definition.layer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
