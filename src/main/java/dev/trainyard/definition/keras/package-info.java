/** Between Keras' JSON of a model and definitions: what {@code model.to_json()} prints, without weights. */
@NullMarked
@NamedInterface("keras")
package dev.trainyard.definition.keras;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
