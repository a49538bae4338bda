package dev.trainyard.definition.keras;

import dev.trainyard.definition.Graph;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Keras model, or one that stands within another as a layer.
 *
 * @param pointer where it is written, relative to the definition
 * @param prefix what stands before the names of its layers: {@code encoder.} within a model called so
 * @param given what it reads of the model around it, by the names here
 * @param last whether the network answers with what it answers
 */
record KerasLevel(JsonNode model, String pointer, String prefix, List<String> given, boolean last) {

    private static final List<String> MODELS = List.of("Sequential", "Functional", "Model");

    static KerasLevel outermost(JsonNode model) {
        return new KerasLevel(model, "/config", "", List.of(Graph.INPUT), true);
    }

    static boolean isModel(JsonNode layer) {
        return MODELS.contains(layer.path("class_name").asString(""));
    }

    /** A model that stands here as a layer. */
    KerasLevel inner(int index, String keras, List<String> inputs, boolean last) {
        return new KerasLevel(layers().get(index), pointer(index), keras + ".", inputs, last);
    }

    boolean isInner() {
        return !prefix.isEmpty();
    }

    boolean inRow() {
        return model.path("class_name").asString("").equals("Sequential");
    }

    JsonNode layers() {
        JsonNode config = model.path("config");
        return config.isArray() ? config : config.path("layers");
    }

    String pointer(int index) {
        return pointer + (model.path("config").isArray() ? "/config/" : "/config/layers/") + index;
    }

    /** What a layer is called, with the models it stands in. */
    String name(int index) {
        JsonNode layer = layers().get(index);
        return prefix
                + layer.path("config").path("name").asString(layer.path("name").asString("layer_" + index));
    }

    JsonNode calls(int index) {
        return layers().get(index).path("inbound_nodes");
    }

    /** The layers that a layer of a functional model reads. */
    List<String> reads(int index) {
        JsonNode calls = calls(index);
        return calls.isEmpty() ? List.of() : prefixed(KerasCalls.inputs(calls.get(0)));
    }

    List<String> inputs() {
        return prefixed(KerasCalls.ends(model.path("config").path("input_layers")));
    }

    List<String> outputs() {
        return prefixed(KerasCalls.ends(model.path("config").path("output_layers")));
    }

    private List<String> prefixed(List<String> names) {
        return names.stream().map(name -> prefix + name).toList();
    }

    /** The model without a layer: none in a row, else one in its place that hands on what it reads. */
    Suggestion without(int index) {
        if (inRow()) {
            return Suggestion.remove(pointer(index));
        }
        boolean joins = reads(index).size() > 1;
        ObjectNode through = (ObjectNode) layers().get(index).deepCopy();
        ObjectNode config = Json.mapper().createObjectNode();
        config.put("name", name(index).substring(prefix.length()));
        if (!joins) {
            config.put("activation", "linear");
        }
        through.put("class_name", joins ? "Concatenate" : "Activation");
        through.set("config", config);
        return Suggestion.replace(pointer(index), through);
    }
}
