package dev.trainyard.definition.keras;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.Units;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.json.Json;
import dev.trainyard.problem.JsonBody;
import dev.trainyard.problem.Problem;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes one layer of Keras over, parameter by parameter: those of the same name are read as a definition's are. */
final class LayerTranslation {

    /** Fields that say nothing about what a layer does. */
    private static final Set<String> SILENT = Set.of(
            "name",
            "dtype",
            "batch_input_shape",
            "batch_shape",
            "input_shape",
            "build_config",
            "registered_name",
            "seed",
            "implementation",
            "unroll",
            "dynamic",
            "input_length",
            "mask_zero",
            "sparse",
            "ragged",
            "synchronized",
            "zero_output_for_mask",
            "autocast",
            "optional",
            "shared_object_id",
            "renorm_momentum");

    /** Values with which a field that there is not here changes nothing. */
    private static final Map<String, Set<String>> HARMLESS = Map.ofEntries(
            Map.entry("trainable", Set.of("true")),
            Map.entry("data_format", Set.of("\"channels_last\"")),
            Map.entry("axis", Set.of("-1", "[-1]", "[1]", "[2]", "[3]")),
            Map.entry("center", Set.of("true")),
            Map.entry("scale", Set.of("true")),
            Map.entry("dilation_rate", Set.of("1", "[1]", "[1,1]")),
            Map.entry("groups", Set.of("1")),
            Map.entry("interpolation", Set.of("\"nearest\"")),
            Map.entry("keepdims", Set.of("false")),
            Map.entry("stateful", Set.of("false")),
            Map.entry("time_major", Set.of("false")),
            Map.entry("go_backwards", Set.of("false")),
            Map.entry("return_state", Set.of("false")),
            Map.entry("return_sequences", Set.of("false")),
            Map.entry("dropout", Set.of("0", "0.0")),
            Map.entry("recurrent_dropout", Set.of("0", "0.0")),
            Map.entry("unit_forget_bias", Set.of("true")),
            Map.entry("reset_after", Set.of("true")),
            Map.entry("negative_slope", Set.of("0", "0.0")),
            Map.entry("threshold", Set.of("0", "0.0")),
            Map.entry("alpha", Set.of("1", "1.0")),
            Map.entry("renorm", Set.of("false")),
            Map.entry("depth_multiplier", Set.of("1")),
            Map.entry("rms_scaling", Set.of("false")),
            Map.entry("weights", Set.of()));

    private final String className;
    private final JsonNode config;
    private final boolean last;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> refused = new HashMap<>();

    /** @param last whether the model answers with it */
    LayerTranslation(String className, JsonNode config, boolean last) {
        this.className = className;
        this.config = config;
        this.last = last;
    }

    /** What differs here. */
    List<String> notes() {
        return notes;
    }

    /** Why fields cannot be taken over, by their names; the empty name stands for the layer itself. */
    Map<String, String> refused() {
        return refused;
    }

    /** The layer, null where it cannot be taken over. */
    @Nullable
    Layer translate(String name) {
        String function = KerasNames.functions().get(className);
        ObjectNode fields = Json.mapper().createObjectNode();
        fields.put("type", function == null ? KerasNames.type(className) : "activation");
        fields.put("name", name);
        if (function != null) {
            fields.put("activation", function);
            notes.add("the layer activation does the same");
        }
        Class<?> type = ByTypeName.membersOf(Layer.class).get(fields.get("type").asString());
        if (type == null) {
            refused.put("", "there is no such layer here");
            return null;
        }
        copyInto(fields, type);
        lookAtType(config.path("dtype"));
        return refused.isEmpty() ? read(fields) : null;
    }

    private void lookAtType(JsonNode dtype) {
        String numbers = dtype.isString()
                ? dtype.asString()
                : dtype.path("config").path("name").asString("float32");
        if (!numbers.equals("float32")) {
            notes.add("it computes with %s in Keras, and with float32 here".formatted(numbers));
        }
    }

    private @Nullable Layer read(ObjectNode fields) {
        try {
            return JsonBody.read(Json.mapper().writeValueAsBytes(fields), Layer.class);
        } catch (Problem e) {
            e.violations().forEach(violation -> refused.put(keras(violation.pointer()), violation.message()));
            return null;
        }
    }

    /** The field of Keras that a pointer into our layer is about; the layer itself where there is none of that name. */
    private String keras(String pointer) {
        String ours = pointer.split("/", -1)[pointer.isEmpty() ? 0 : 1];
        return config.propertyNames().stream()
                .filter(field -> KerasNames.field(className, field).equals(ours))
                .findFirst()
                .orElse("");
    }

    private void copyInto(ObjectNode fields, Class<?> type) {
        Map<String, Class<?>> known = Arrays.stream(type.getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, RecordComponent::getType));
        config.propertyStream()
                .filter(field -> !SILENT.contains(field.getKey()))
                .forEach(field -> {
                    String camel = KerasNames.field(className, field.getKey());
                    Class<?> kind = known.get(camel);
                    if (kind == null || fields.has(camel)) {
                        look(field.getKey(), field.getValue());
                    } else if (!field.getValue().isNull()) {
                        put(camel, kind, field.getKey(), field.getValue(), fields);
                    }
                });
    }

    /** At a field that there is not here. */
    private void look(String field, JsonNode value) {
        boolean harmless =
                value.isNull() || HARMLESS.getOrDefault(field, Set.of()).contains(value.toString());
        if (harmless || field.endsWith("_initializer") || (field.equals("backward_layer") && isMirrored(value))) {
            return;
        }
        if (field.endsWith("_regularizer")) {
            notes.add("%s is left out: training.regularization of the job is for all kernels".formatted(field));
        } else if (field.equals("axis") && value.isIntegralNumber() && value.asInt() > 0) {
            notes.add("axis is %s, and here it is always the last, which that is where an example has rank %1$s"
                    .formatted(value));
        } else if (field.equals("trainable")) {
            notes.add("trainable is false, and every layer is trained here");
        } else {
            refused.put(
                    field,
                    "%s is %s, which the layer %s cannot do here"
                            .formatted(field, cut(value), KerasNames.type(className)));
        }
    }

    /** Whether what reads from the end, which Keras 3 writes out, is the same layer once more. */
    private boolean isMirrored(JsonNode backward) {
        JsonNode forward = config.path("layer");
        return backward.path("class_name").equals(forward.path("class_name"))
                && backward.path("config").path("go_backwards").asBoolean(false)
                && bare(backward.path("config")).equals(bare(forward.path("config")));
    }

    private static Map<String, JsonNode> bare(JsonNode config) {
        Map<String, JsonNode> fields = new HashMap<>();
        config.propertyStream()
                .filter(field ->
                        !SILENT.contains(field.getKey()) && !field.getKey().equals("go_backwards"))
                .forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private void put(String camel, Class<?> kind, String field, JsonNode value, ObjectNode fields) {
        if (kind == ActivationFunction.class) {
            putActivation(camel, field, value, fields);
        } else if (kind == Initializer.class) {
            putInitializer(camel, field, value, fields);
        } else if (Layer.class.isAssignableFrom(kind)) {
            putInner(camel, field, value, fields);
        } else {
            fields.set(camel, isOneNumber(kind) && value.size() == 1 ? value.path(0) : value);
        }
    }

    /** What Keras writes as a list of one, such as the kernel's size of a convolution over steps. */
    private static boolean isOneNumber(Class<?> kind) {
        return kind == Integer.class || kind == Units.class;
    }

    private void putActivation(String camel, String field, JsonNode value, ObjectNode fields) {
        String function = named(value);
        String ours = KerasNames.activations().get(function);
        if (ours == null) {
            refused.put(
                    field,
                    "there is no activation '%s'; there are: %s"
                            .formatted(
                                    function,
                                    String.join(
                                            ", ",
                                            KerasNames.activations().keySet().stream()
                                                    .sorted()
                                                    .toList())));
            return;
        }
        if (KerasNames.activationNotes().containsKey(function)) {
            notes.add(KerasNames.activationNotes().get(function));
        }
        boolean logits = last && ours.equals("linear");
        if (logits) {
            notes.add(
                    "it answers with logits in Keras; here the target decides: softmax or sigmoid for classes, else linear");
        }
        fields.put(camel, logits ? "auto" : ours);
    }

    private void putInitializer(String camel, String field, JsonNode value, ObjectNode fields) {
        String keras = named(value);
        String ours = KerasNames.initializer(keras.contains("_") ? KerasNames.camel(keras) : keras);
        List<String> offered = Arrays.stream(Initializer.Distribution.values())
                .map(type -> Json.mapper().convertValue(type, String.class))
                .toList();
        if (!offered.contains(ours)) {
            notes.add("%s is '%s', which there is not here: the array starts as usual".formatted(field, keras));
            return;
        }
        ObjectNode written = Json.mapper().createObjectNode();
        written.put("type", ours);
        JsonNode settings = value.path("config");
        copyNumber(settings, "mean", "mean", written);
        copyNumber(settings, "stddev", "stddev", written);
        copyNumber(settings, "minval", "min", written);
        copyNumber(settings, "maxval", "max", written);
        copyNumber(settings, "value", "value", written);
        fields.set(camel, written.size() == 1 ? written.get("type") : written);
    }

    private static void copyNumber(JsonNode from, String name, String ours, ObjectNode to) {
        if (from.path(name).isNumber()) {
            to.set(ours, from.get(name));
        }
    }

    private void putInner(String camel, String field, JsonNode value, ObjectNode fields) {
        String inner = value.path("class_name").asString("");
        LayerTranslation translation = new LayerTranslation(inner, value.path("config"), false);
        Layer layer = translation.translate(value.path("config").path("name").asString(inner));
        notes.addAll(translation.notes());
        if (layer == null) {
            translation.refused().values().forEach(why -> refused.put(field, "%s: %s".formatted(inner, why)));
            return;
        }
        ObjectNode written = Json.mapper().valueToTree(layer);
        written.remove("name");
        fields.set(camel, written);
    }

    /** The name of a function or class, which Keras writes bare or as an object. */
    private static String named(JsonNode value) {
        if (value.isString()) {
            return value.asString();
        }
        JsonNode config = value.path("config");
        return config.isString() ? config.asString() : value.path("class_name").asString(cut(value));
    }

    private static String cut(JsonNode value) {
        String text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
