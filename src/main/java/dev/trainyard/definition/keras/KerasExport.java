package dev.trainyard.definition.keras;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.Merge;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a network as Keras 3 does, for {@code keras.models.model_from_json}: a sequential model of a row of layers, a
 * functional one of a graph. Initial values that are written out have no place in it, and are left out.
 *
 * @param network with every shape worked out
 * @param input the shape of one example
 */
public record KerasExport(ShapeInference network, Shape input) {

    private static final String LAYERS = "keras.layers";

    /** Layers that Keras has not; the pointers are relative to the definition. */
    public List<Violation> misfits() {
        String list = network.definition() instanceof Graph ? "/nodes/" : "/layers/";
        return network.layers().stream()
                .filter(report -> !KerasNames.isInKeras(report.type()))
                .map(report -> new Violation(
                        list + report.index(),
                        "not_in_keras",
                        "Keras has no layer like '%s' (%s)".formatted(report.name(), report.type())))
                .toList();
    }

    public Map<String, Object> write() {
        return network.definition() instanceof Graph graph ? functional(graph) : sequential();
    }

    private Map<String, Object> sequential() {
        List<Object> layers = new ArrayList<>(List.of(inputLayer()));
        network.layers()
                .forEach(report -> layers.add(object(
                        "module",
                        LAYERS,
                        "class_name",
                        className(report),
                        "config",
                        config(report),
                        "registered_name",
                        null)));
        return model("Sequential", object("name", name(), "layers", layers));
    }

    private Map<String, Object> functional(Graph graph) {
        Map<String, Shape> shapes = new HashMap<>();
        List<Object> layers = new ArrayList<>();
        for (int i = 0; i < graph.inputNames().size(); i++) {
            String name = graph.inputNames().get(i);
            shapes.put(name, graph.inputShapes(input).get(i));
            Map<String, Object> start = new LinkedHashMap<>(
                    inputLayer(name, graph.inputShapes(input).get(i)));
            start.put("name", name);
            start.put("inbound_nodes", List.of());
            layers.add(start);
        }
        for (LayerReport report : network.layers()) {
            List<Map<String, Object>> inputs =
                    report.inputs().stream().map(read -> tensor(read, shapes)).toList();
            Object arguments = report.layer() instanceof Merge ? List.of(inputs) : inputs;
            layers.add(object(
                    "module",
                    LAYERS,
                    "class_name",
                    className(report),
                    "config",
                    config(report),
                    "registered_name",
                    null,
                    "name",
                    report.name(),
                    "inbound_nodes",
                    List.of(object("args", arguments, "kwargs", Map.of()))));
            shapes.put(report.name(), report.outputShape());
        }
        return model(
                "Functional",
                object(
                        "name",
                        name(),
                        "layers",
                        layers,
                        "input_layers",
                        graph.inputNames().stream()
                                .map(start -> List.of(start, 0, 0))
                                .toList(),
                        "output_layers",
                        graph.outputs().stream().map(end -> List.of(end, 0, 0)).toList()));
    }

    private static Map<String, Object> tensor(String read, Map<String, Shape> shapes) {
        Shape shape = Objects.requireNonNull(shapes.get(read));
        return object(
                "class_name",
                "__keras_tensor__",
                "config",
                object("shape", batch(shape), "dtype", "float32", "keras_history", List.of(read, 0, 0)));
    }

    private Map<String, Object> inputLayer() {
        return inputLayer(Graph.INPUT, input);
    }

    private static Map<String, Object> inputLayer(String name, Shape shape) {
        return object(
                "module",
                LAYERS,
                "class_name",
                "InputLayer",
                "config",
                object("batch_shape", batch(shape), "dtype", "float32", "name", name),
                "registered_name",
                null);
    }

    private static List<Object> batch(Shape shape) {
        List<Object> dimensions = new ArrayList<>();
        dimensions.add(null);
        dimensions.addAll(shape.dimensions());
        return dimensions;
    }

    private static Map<String, Object> model(String className, Map<String, Object> config) {
        return object("module", "keras", "class_name", className, "config", config, "registered_name", null);
    }

    private String name() {
        String own = network.definition().name();
        return own == null ? "model" : own.replaceAll("[^a-z0-9_]", "_");
    }

    /** Pooling over all of a picture or a sequence has two names in Keras. */
    private static String className(LayerReport report) {
        boolean global = report.type().startsWith("global");
        String dimensions = report.inputShape().rank() == 3 ? "2D" : "1D";
        return global
                ? KerasNames.className(report.type()).replaceAll("[12]D$", "") + dimensions
                : KerasNames.className(report.type());
    }

    private static Map<String, Object> config(LayerReport report) {
        Map<String, Object> config = new LinkedHashMap<>(config(report.layer()));
        config.put("name", report.name());
        return config;
    }

    private static Map<String, Object> config(Layer layer) {
        ObjectNode fields = Json.mapper().valueToTree(layer);
        Map<String, Object> config = new LinkedHashMap<>();
        for (var component : layer.getClass().getRecordComponents()) {
            JsonNode value = fields.get(component.getName());
            if (value != null && !value.isNull()) {
                write(KerasNames.snake(component.getName()), component.getType(), value, config);
            }
        }
        return config;
    }

    private static void write(String field, Class<?> kind, JsonNode value, Map<String, Object> config) {
        if (kind == ActivationFunction.class) {
            config.put(field, activation(value.asString()));
        } else if (kind == Initializer.class) {
            String type =
                    value.isString() ? value.asString() : value.path("type").asString("");
            if (!type.isEmpty()) {
                config.put(field, initializer(type, value));
            }
        } else if (Layer.class.isAssignableFrom(kind)) {
            Layer inner = Json.mapper().treeToValue(value, Layer.class);
            String type = value.path("type").asString();
            config.put(
                    field,
                    object(
                            "module",
                            LAYERS,
                            "class_name",
                            KerasNames.className(type),
                            "config",
                            config(inner),
                            "registered_name",
                            null));
        } else {
            config.put(field, Json.mapper().convertValue(value, Object.class));
        }
    }

    private static String activation(String ours) {
        return KerasNames.activations().entrySet().stream()
                .filter(entry -> entry.getValue().equals(ours))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElse("linear");
    }

    private static Map<String, Object> initializer(String type, JsonNode value) {
        String className = switch (type) {
            case "normal" -> "RandomNormal";
            case "uniform" -> "RandomUniform";
            default -> type.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + type.substring(1);
        };
        Map<String, Object> settings = new LinkedHashMap<>();
        value.propertyStream().filter(field -> field.getValue().isNumber()).forEach(field -> {
            String name = switch (field.getKey()) {
                case "min" -> "minval";
                case "max" -> "maxval";
                default -> field.getKey();
            };
            settings.put(name, field.getValue().asDouble());
        });
        return object(
                "module", "keras.initializers", "class_name", className, "config", settings, "registered_name", null);
    }

    private static Map<String, Object> object(@Nullable Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
