package dev.trainyard.definition;

import static dev.trainyard.definition.DefinitionSchema.object;
import static dev.trainyard.definition.DefinitionSchema.reference;

import dev.trainyard.definition.layer.Layer;
import dev.trainyard.json.ByTypeName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of definitions as JSON Schema. */
final class KindSchemas {

    private KindSchemas() {}

    static Map<String, Map<String, Object>> all() {
        Map<String, Map<String, Object>> kinds = new LinkedHashMap<>();
        kinds.put("sequential", sequential());
        kinds.put("graph", graph());
        kinds.put("rbm", rbm());
        kinds.put("gan", GanSchema.gan());
        kinds.put("vae", vae());
        kinds.put("keras", keras());
        return kinds;
    }

    private static Map<String, Object> sequential() {
        return kind("sequential", "One layer after the other.", List.of("layers"), object("layers", layers()));
    }

    private static Map<String, Object> layers() {
        return object("type", "array", "minItems", 1, "maxItems", Sequential.MOST_LAYERS, "items", reference("layer"));
    }

    private static Map<String, Object> graph() {
        return kind(
                "graph",
                "Layers that read each other in any way that is no circle; the network's input is called \"input\".",
                List.of("nodes", "outputs"),
                object("inputs", inputs(), "nodes", nodes(), "outputs", outputs()));
    }

    private static Map<String, Object> inputs() {
        Map<String, Object> input = object(
                "type",
                "object",
                "properties",
                object(
                        "name",
                        object("type", "string", "pattern", "^" + LayerNames.FORM + "$"),
                        "features",
                        object(
                                "description",
                                "The columns it reads; in a network that writes texts the target's name, for the text written so far, or none for what is read.",
                                "type",
                                "array",
                                "items",
                                object("type", "string")),
                        "width",
                        object("description", "How many numbers the features become.", "type", "integer", "minimum", 1),
                        "shape",
                        object(
                                "description",
                                "The shape of a picture that it reads.",
                                "type",
                                "array",
                                "items",
                                object("type", "integer", "minimum", 1))),
                "required",
                List.of("name"),
                "additionalProperties",
                false);
        return object(
                "description",
                "Several inputs that share the features out, each read by its name; without them all features are \"input\".",
                "type",
                "array",
                "maxItems",
                Graph.MOST_OUTPUTS,
                "items",
                input);
    }

    private static Map<String, Object> nodes() {
        Map<String, Object> inputs = object(
                "description",
                "The nodes it reads, or \"input\"; only add, multiply, subtract, average, maximum and concatenate read several.",
                "type",
                "array",
                "minItems",
                1,
                "maxItems",
                Node.MOST_INPUTS,
                "items",
                object("type", "string"));
        return object(
                "type",
                "array",
                "minItems",
                1,
                "maxItems",
                Sequential.MOST_LAYERS,
                "items",
                object(
                        "description",
                        "A layer, with its inputs beside its parameters.",
                        "type",
                        "object",
                        "properties",
                        object(
                                "type",
                                object("enum", ByTypeName.membersOf(Layer.class).keySet()),
                                "inputs",
                                inputs),
                        "required",
                        List.of("type", "inputs")));
    }

    private static Map<String, Object> outputs() {
        return object(
                "description",
                "The node that the network answers with; of several each answers a target of its own.",
                "type",
                "array",
                "minItems",
                1,
                "maxItems",
                Graph.MOST_OUTPUTS,
                "items",
                object("type", "string"));
    }

    private static Map<String, Object> keras() {
        return kind(
                "keras",
                "A model of Keras 2 or 3, sequential or functional, without its weights.",
                List.of("config"),
                object(
                        "config",
                        object(
                                "description",
                                "What model.to_json() prints, as an object or as the text itself.",
                                "type",
                                List.of("object", "string"))));
    }

    static Map<String, Object> units() {
        return object("type", "integer", "minimum", 1, "maximum", Units.MOST);
    }

    private static Map<String, Object> rbm() {
        return kind(
                "rbm",
                "A restricted Boltzmann machine, or a stack of them.",
                List.of("hiddenUnits"),
                object(
                        "hiddenUnits",
                        object(
                                "description",
                                "How many hidden units; a list stacks machines, bottom up.",
                                "oneOf",
                                List.of(
                                        units(),
                                        object("type", "array", "minItems", 1, "maxItems", 20, "items", units()))),
                        "visible",
                        object("enum", List.of("bernoulli", "gaussian"), "default", "bernoulli"),
                        "cd",
                        object("type", "integer", "minimum", 1, "maximum", 100, "default", 1),
                        "persistent",
                        object("type", "boolean", "default", false),
                        "sparsity",
                        object(
                                "type",
                                "object",
                                "properties",
                                object(
                                        "target",
                                        object(
                                                "type",
                                                "number",
                                                "exclusiveMinimum",
                                                0,
                                                "exclusiveMaximum",
                                                1,
                                                "default",
                                                0.1),
                                        "cost",
                                        object("type", "number", "minimum", 0, "default", 0.1)),
                                "additionalProperties",
                                false),
                        "pretrainingEpochs",
                        count()));
    }

    /** One of two networks that learn together. */
    static Map<String, Object> player() {
        return object(
                "type",
                "object",
                "properties",
                object("layers", layers()),
                "required",
                List.of("layers"),
                "additionalProperties",
                false);
    }

    private static Map<String, Object> vae() {
        return kind(
                "vae",
                "An encoder that tells where among few numbers an example lies, and a decoder that makes one of them.",
                List.of("encoder", "decoder"),
                object(
                        "latentSize",
                        object("type", "integer", "minimum", 1, "maximum", 10_000, "default", 16),
                        "beta",
                        object(
                                "description",
                                "How much the places are pulled to a standard normal distribution.",
                                "type",
                                "number",
                                "minimum",
                                0,
                                "maximum",
                                1_000_000,
                                "default",
                                1),
                        "encoder",
                        player(),
                        "decoder",
                        player()));
    }

    private static Map<String, Object> count() {
        return object("type", "integer", "minimum", 1);
    }

    static Map<String, Object> kind(String name, String description, List<String> required, Map<String, Object> own) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", object("type", "string", "pattern", "^" + Names.FORM + "$"));
        properties.put("kind", object("const", name));
        properties.putAll(own);
        List<String> all = new java.util.ArrayList<>(List.of("kind"));
        all.addAll(required);
        return object(
                "type",
                "object",
                "description",
                description,
                "properties",
                properties,
                "required",
                all,
                "additionalProperties",
                false);
    }
}
