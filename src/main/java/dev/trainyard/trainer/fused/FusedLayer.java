package dev.trainyard.trainer.fused;

import dev.trainyard.definition.layer.Layer;

/** How our own loop trains one type of layer; found as a service. */
interface FusedLayer<L extends Layer> {

    Class<L> type();

    Node node(L layer, Workbench bench);
}
