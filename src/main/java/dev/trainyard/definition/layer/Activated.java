package dev.trainyard.definition.layer;

import dev.trainyard.definition.ActivationFunction;

/** A layer that ends in an activation function. */
public interface Activated extends Layer {

    ActivationFunction activation();
}
