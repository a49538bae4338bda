package dev.trainyard.definition.keras;

import dev.trainyard.definition.Graph;
import dev.trainyard.definition.Names;
import dev.trainyard.definition.Node;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.Merge;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.json.Json;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Goes through the layers of a Keras model: one after the other, or as they read each other. */
final class Translator {

    private static final int MOST_LAYERS = 1000;

    private final @Nullable String name;
    private final JsonNode model;
    private final List<KerasLayer> verdicts = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private final Map<String, Graph.Input> inputs = new HashMap<>();

    /** What readers of a Keras layer read here: another name where the layer itself does nothing. */
    private final Map<String, String> answers = new HashMap<>();

    Translator(@Nullable String name, JsonNode model) {
        this.name = name;
        this.model = model;
    }

    Translation translate() {
        String kind = model.path("class_name").asString("");
        if (kind.equals("Sequential")) {
            walk(layers(), true);
        } else if (kind.equals("Functional") || kind.equals("Model")) {
            checkEnds();
            walk(layers(), false);
        } else {
            refuse(
                    "/config/class_name",
                    "not_supported",
                    "this is %s; config is what model.to_json() prints of a Sequential or Functional model"
                            .formatted(kind.isEmpty() ? "no Keras model" : "a " + kind));
        }
        if (violations.isEmpty() && nodes.isEmpty()) {
            refuse("/config", "no_layers", "the model has no layer that could be taken over");
        }
        return violations.isEmpty()
                ? new Translation(isRow() ? row() : graph(), verdicts, violations, sources)
                : new Translation(null, verdicts, violations, sources);
    }

    private JsonNode layers() {
        JsonNode config = model.path("config");
        return config.isArray() ? config : config.path("layers");
    }

    private String pointer(int index) {
        return (model.path("config").isArray() ? "/config/config/" : "/config/config/layers/") + index;
    }

    private void walk(JsonNode layers, boolean inRow) {
        if (!layers.isArray() || layers.isEmpty() || layers.size() > MOST_LAYERS) {
            refuse("/config/config", "no_layers", "a model lists from 1 to %d layers".formatted(MOST_LAYERS));
            return;
        }
        String before = Graph.INPUT;
        for (int index = 0; index < layers.size(); index++) {
            JsonNode layer = layers.get(index);
            String keras = layer.path("config")
                    .path("name")
                    .asString(layer.path("name").asString("layer_" + index));
            List<String> inputs = inRow ? List.of(before) : inputs(layer, index);
            boolean last = inRow ? index == layers.size() - 1 : kerasOutputs().contains(keras);
            visit(index, keras, layer, inputs, last);
            before = answers.getOrDefault(keras, before);
        }
    }

    private void visit(int index, String keras, JsonNode layer, List<String> inputs, boolean last) {
        String className = layer.path("class_name").asString("");
        String needless = KerasNames.needless().get(className);
        if (className.equals("InputLayer") && kerasInputs().size() > 1) {
            visitInput(index, keras, layer);
            return;
        }
        if (needless != null) {
            answers.put(keras, inputs.isEmpty() ? Graph.INPUT : inputs.get(0));
            verdicts.add(
                    new KerasLayer(index, keras, className, KerasLayer.Support.MAPPED, null, List.of(needless), null));
            return;
        }
        String ours = named(keras, index);
        answers.put(keras, ours);
        LayerTranslation translation = new LayerTranslation(className, layer.path("config"), last);
        Layer translated = translation.translate(ours);
        if (translated == null) {
            refuse(index, keras, className, translation);
            return;
        }
        if (translated instanceof Merge && inputs.size() < 2) {
            refuse(
                    pointer(index) + "/inbound_nodes",
                    "one_input",
                    "%s joins what several layers answer, and reads one: numbers and tensors that no layer answers are not taken over"
                            .formatted(className));
            return;
        }
        nodes.add(new Node(translated, inputs));
        sources.add(pointer(index));
        boolean exact = translation.notes().isEmpty();
        verdicts.add(new KerasLayer(
                index,
                keras,
                className,
                exact ? KerasLayer.Support.SUPPORTED : KerasLayer.Support.MAPPED,
                ByTypeName.nameOf(translated.getClass()),
                translation.notes(),
                null));
    }

    /** One of several inputs: how wide it is says which columns it reads. */
    private void visitInput(int index, String keras, JsonNode layer) {
        JsonNode config = layer.path("config");
        JsonNode shape = config.path(config.has("batch_shape") ? "batch_shape" : "batch_input_shape");
        int width = shape.size() == 2 ? shape.get(1).asInt(0) : 0;
        if (width < 1) {
            refuse(
                    pointer(index) + "/config",
                    "one_input",
                    "the model has %d inputs, and this one has the shape %s: several inputs share the columns of rows out, and each is so many numbers wide"
                            .formatted(kerasInputs().size(), shape));
            return;
        }
        String ours = named(keras, index);
        answers.put(keras, ours);
        inputs.put(keras, new Graph.Input(ours, List.of(), width, null));
        String note = "it reads the next columns, as many as become %d numbers".formatted(width);
        verdicts.add(new KerasLayer(index, keras, "InputLayer", KerasLayer.Support.MAPPED, null, List.of(note), null));
    }

    private void refuse(int index, String keras, String className, LayerTranslation translation) {
        String alternative = KerasNames.alternatives().get(className);
        translation.refused().forEach((field, why) -> {
            if (field.isEmpty()) {
                refuseLayer(index, className, why, alternative);
            } else {
                refuse(pointer(index) + "/config/" + field, "not_supported", why);
            }
        });
        verdicts.add(new KerasLayer(
                index,
                keras,
                className,
                KerasLayer.Support.NOT_SUPPORTED,
                null,
                List.copyOf(translation.refused().values()),
                alternative));
    }

    /** Suggests the class that may have been meant, else to do without. */
    private void refuseLayer(int index, String className, String why, @Nullable String alternative) {
        String pointer = pointer(index) + "/class_name";
        String nearest = alternative == null ? "" : "; the nearest is %s".formatted(alternative);
        Violation violation =
                new Violation(pointer, "not_supported", "%s is not supported: %s%s".formatted(className, why, nearest));
        Optional<String> meant =
                alternative == null ? NearestName.of(className, KerasNames.classNames()) : Optional.empty();
        Optional<Suggestion> suggestion = meant.map(name -> Suggestion.replace(pointer, name))
                .or(() -> Optional.of(without(index)));
        violations.add(suggestion.map(violation::suggesting).orElse(violation));
    }

    /** The model without a layer: none in a row, else one in its place that hands on what it reads. */
    private Suggestion without(int index) {
        if (inRow()) {
            return Suggestion.remove(pointer(index));
        }
        ObjectNode through = (ObjectNode) layers().get(index).deepCopy();
        boolean joins = KerasCalls.inputs(through.path("inbound_nodes").path(0)).size() > 1;
        ObjectNode config = Json.mapper().createObjectNode();
        config.set("name", through.path("config").path("name"));
        if (!joins) {
            config.put("activation", "linear");
        }
        through.put("class_name", joins ? "Concatenate" : "Activation");
        through.set("config", config);
        return Suggestion.replace(pointer(index), through);
    }

    private boolean inRow() {
        return model.path("class_name").asString("").equals("Sequential");
    }

    private void refuse(String pointer, String code, String message) {
        violations.add(new Violation(pointer, code, message));
    }

    /** The name in the form that names have here; the network's input has its name to itself. */
    private String named(String keras, int index) {
        String formed = keras.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[._-]+", "");
        String cut = formed.substring(0, Math.min(60, formed.length()));
        if (cut.isEmpty()) {
            return "layer_" + index;
        }
        return cut.equals(Graph.INPUT) ? "input_" : cut;
    }

    /** The names of the layers that a layer of a functional model reads, as they are called here. */
    private List<String> inputs(JsonNode layer, int index) {
        JsonNode calls = layer.path("inbound_nodes");
        if (calls.size() > 1) {
            refuse(
                    pointer(index) + "/inbound_nodes",
                    "shared_layer",
                    "the layer is used %d times, and a node stands at one place: give each use a layer of its own"
                            .formatted(calls.size()));
        }
        List<String> keras = calls.isEmpty() ? List.of() : KerasCalls.inputs(calls.get(0));
        return keras.stream().map(read -> answers.getOrDefault(read, read)).toList();
    }

    private void checkEnds() {
        if (outputs().isEmpty()) {
            refuse("/config/config/output_layers", "no_output", "the model names no output");
        }
    }

    private List<String> kerasInputs() {
        return KerasCalls.ends(model.path("config").path("input_layers"));
    }

    private List<String> kerasOutputs() {
        return KerasCalls.ends(model.path("config").path("output_layers"));
    }

    /** The nodes that the model answers with. */
    private List<String> outputs() {
        return kerasOutputs().stream()
                .map(end -> answers.getOrDefault(end, end))
                .toList();
    }

    private boolean isRow() {
        String before = Graph.INPUT;
        for (Node node : nodes) {
            if (!node.inputs().equals(List.of(before))) {
                return false;
            }
            before = String.valueOf(node.layer().name());
        }
        return outputs().isEmpty() || outputs().equals(List.of(before));
    }

    private Sequential row() {
        return new Sequential(modelName(), nodes.stream().map(Node::layer).toList());
    }

    private Graph graph() {
        List<Graph.Input> several = kerasInputs().stream()
                .filter(inputs::containsKey)
                .map(inputs::get)
                .toList();
        return new Graph(modelName(), several, nodes, outputs());
    }

    private @Nullable String modelName() {
        String keras = model.path("config").path("name").asString("");
        return name != null ? name : Names.formed(keras).orElse(null);
    }
}
