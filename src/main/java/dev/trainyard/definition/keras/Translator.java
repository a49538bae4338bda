package dev.trainyard.definition.keras;

import dev.trainyard.definition.Graph;
import dev.trainyard.definition.Names;
import dev.trainyard.definition.Node;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.Merge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Goes through the layers of a Keras model: one after the other, or as they read each other. */
final class Translator {

    private static final int MOST_LAYERS = 1000;

    private final @Nullable String name;
    private final KerasLevel model;
    private final KerasVerdicts verdicts = new KerasVerdicts();
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private final Map<String, Graph.Input> inputs = new HashMap<>();

    /** What readers of a Keras layer read here: another name where the layer itself does nothing. */
    private final Map<String, String> answers = new HashMap<>();

    private List<String> outputs = List.of();

    Translator(@Nullable String name, JsonNode model) {
        this.name = name;
        this.model = KerasLevel.outermost(model);
    }

    Translation translate() {
        String kind = model.model().path("class_name").asString("");
        if (KerasLevel.isModel(model.model())) {
            outputs = walk(model);
        } else {
            verdicts.refuse(
                    "/config/class_name",
                    "not_supported",
                    "this is %s; config is what model.to_json() prints of a Sequential or Functional model"
                            .formatted(kind.isEmpty() ? "no Keras model" : "a " + kind));
        }
        if (verdicts.isClean() && nodes.isEmpty()) {
            verdicts.refuse("/config", "no_layers", "the model has no layer that could be taken over");
        }
        return verdicts.isClean() ? verdicts.on(isRow() ? row() : graph(), sources) : verdicts.on(null, sources);
    }

    /** Goes through a model, and says which nodes it answers with. */
    private List<String> walk(KerasLevel level) {
        JsonNode layers = level.layers();
        if (!layers.isArray() || layers.isEmpty() || verdicts.count() + layers.size() > MOST_LAYERS) {
            verdicts.refuse(
                    level.pointer() + "/config",
                    "no_layers",
                    "a model lists from 1 to %d layers".formatted(MOST_LAYERS));
            return List.of();
        }
        if (!level.inRow() && level.outputs().isEmpty()) {
            verdicts.refuse(level.pointer() + "/config/output_layers", "no_output", "the model names no output");
        }
        String before = level.given().get(0);
        for (int index = 0; index < layers.size(); index++) {
            String keras = level.name(index);
            List<String> inputs = level.inRow() ? List.of(before) : inputs(level, index);
            boolean end =
                    level.inRow() ? index == layers.size() - 1 : level.outputs().contains(keras);
            visit(level, index, inputs, level.last() && end);
            before = answers.getOrDefault(keras, before);
        }
        return level.inRow()
                ? List.of(before)
                : level.outputs().stream()
                        .map(end -> answers.getOrDefault(end, end))
                        .toList();
    }

    private void visit(KerasLevel level, int index, List<String> inputs, boolean last) {
        JsonNode layer = level.layers().get(index);
        String keras = level.name(index);
        String className = layer.path("class_name").asString("");
        String needless = KerasNames.needless().get(className);
        if (level.calls(index).size() > 1) {
            answers.put(keras, named(keras, index));
            verdicts.refuseSharing(level, index, className);
        } else if (KerasLevel.isModel(layer)) {
            visitModel(level, index, inputs, last);
        } else if (className.equals("InputLayer") && level.isInner()) {
            visitInnerInput(level, index);
        } else if (className.equals("InputLayer") && level.inputs().size() > 1) {
            visitInput(index, keras, layer);
        } else if (needless != null) {
            answers.put(keras, inputs.isEmpty() ? level.given().get(0) : inputs.get(0));
            verdicts.mapped(index, keras, className, needless);
        } else {
            visitLayer(level, index, inputs, last);
        }
    }

    private void visitLayer(KerasLevel level, int index, List<String> inputs, boolean last) {
        JsonNode layer = level.layers().get(index);
        String keras = level.name(index);
        String className = layer.path("class_name").asString("");
        String ours = named(keras, index);
        answers.put(keras, ours);
        LayerTranslation translation = new LayerTranslation(className, layer.path("config"), last);
        Layer translated = translation.translate(ours);
        if (translated == null) {
            verdicts.refuse(level, index, className, translation);
            return;
        }
        if (translated instanceof Merge && inputs.size() < 2) {
            verdicts.refuse(
                    level.pointer(index) + "/inbound_nodes",
                    "one_input",
                    "%s joins what several layers answer, and reads one: numbers and tensors that no layer answers are not taken over"
                            .formatted(className));
            return;
        }
        nodes.add(new Node(translated, inputs));
        sources.add(level.pointer(index));
        verdicts.taken(index, keras, className, translated, translation.notes());
    }

    /** A model within a model: its layers stand here with its name before theirs. */
    private void visitModel(KerasLevel level, int index, List<String> inputs, boolean last) {
        String keras = level.name(index);
        KerasLevel inner = level.inner(index, keras, inputs, last);
        int reads = inner.inRow() ? 1 : inner.inputs().size();
        if (inputs.isEmpty() || inputs.size() != reads) {
            verdicts.refuse(
                    level.pointer(index) + "/inbound_nodes",
                    "one_input",
                    "the inner model '%s' has %d inputs and is given %d".formatted(keras, reads, inputs.size()));
            return;
        }
        verdicts.mapped(
                index,
                keras,
                inner.model().path("class_name").asString(),
                "its layers stand here by themselves, with '%s.' before their names".formatted(keras));
        List<String> ends = walk(inner);
        for (int place = 0; place < ends.size(); place++) {
            answers.put(KerasCalls.answer(keras, place), ends.get(place));
        }
    }

    private void visitInnerInput(KerasLevel level, int index) {
        String keras = level.name(index);
        int place = Math.max(0, level.inputs().indexOf(keras));
        answers.put(keras, level.given().get(place));
        verdicts.mapped(
                index,
                keras,
                "InputLayer",
                "it is what '%s' answers".formatted(level.given().get(place)));
    }

    /** One of several inputs: how wide it is says which columns it reads. */
    private void visitInput(int index, String keras, JsonNode layer) {
        JsonNode config = layer.path("config");
        JsonNode shape = config.path(config.has("batch_shape") ? "batch_shape" : "batch_input_shape");
        int width = shape.size() == 2 ? shape.get(1).asInt(0) : 0;
        if (width < 1) {
            verdicts.refuse(
                    model.pointer(index) + "/config",
                    "one_input",
                    "the model has %d inputs, and this one has the shape %s: several inputs share the columns of rows out, and each is so many numbers wide"
                            .formatted(model.inputs().size(), shape));
            return;
        }
        String ours = named(keras, index);
        answers.put(keras, ours);
        inputs.put(keras, new Graph.Input(ours, List.of(), width, null));
        verdicts.mapped(
                index, keras, "InputLayer", "it reads the next columns, as many as become %d numbers".formatted(width));
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

    /** The nodes that a layer of a functional model reads. */
    private List<String> inputs(KerasLevel level, int index) {
        return level.reads(index).stream()
                .map(read -> answers.getOrDefault(read, read))
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
        return outputs.equals(List.of(before));
    }

    private Sequential row() {
        return new Sequential(modelName(), nodes.stream().map(Node::layer).toList());
    }

    private Graph graph() {
        List<Graph.Input> several = model.inputs().stream()
                .filter(inputs::containsKey)
                .map(inputs::get)
                .toList();
        return new Graph(modelName(), several, nodes, outputs);
    }

    private @Nullable String modelName() {
        String keras = model.model().path("config").path("name").asString("");
        return name != null ? name : Names.formed(keras).orElse(null);
    }
}
