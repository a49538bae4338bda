package dev.trainyard.definition;

import static dev.trainyard.definition.DefinitionSchema.object;

import java.util.List;
import java.util.Map;

/** A GAN as JSON Schema, with what it can be told. */
final class GanSchema {

    private GanSchema() {}

    static Map<String, Object> gan() {
        return KindSchemas.kind(
                "gan",
                "A generator that makes examples of noise, and a discriminator that tells them from real ones.",
                List.of("generator", "discriminator"),
                object(
                        "latentSize",
                        object(
                                "description",
                                "How many numbers of noise; not where the condition is a picture.",
                                "type",
                                "integer",
                                "minimum",
                                1,
                                "maximum",
                                10_000,
                                "default",
                                32),
                        "generator",
                        KindSchemas.player(),
                        "discriminator",
                        KindSchemas.player(),
                        "condition",
                        condition(),
                        "l1Weight",
                        object(
                                "description",
                                "How much the distance of a picture from the real one counts, where the condition is one.",
                                "type",
                                "number",
                                "minimum",
                                0,
                                "maximum",
                                1_000_000,
                                "default",
                                100)));
    }

    private static Map<String, Object> condition() {
        return object(
                "description",
                "What both are told of an example: its class, or what is left of a picture.",
                "oneOf",
                List.of(
                        object("const", Condition.LABEL),
                        condition(
                                Condition.DOWNSCALE,
                                "factor",
                                object(
                                        "description",
                                        "How many pixels of a side become one.",
                                        "type",
                                        "integer",
                                        "minimum",
                                        2)),
                        condition(
                                Condition.MASK,
                                "size",
                                object(
                                        "description",
                                        "The side of the square that is missing in the middle.",
                                        "type",
                                        "integer",
                                        "minimum",
                                        1)),
                        object(
                                "type",
                                "object",
                                "properties",
                                object("type", object("const", Condition.GRAYSCALE)),
                                "required",
                                List.of("type"),
                                "additionalProperties",
                                false)));
    }

    private static Map<String, Object> condition(String type, String field, Map<String, Object> form) {
        return object(
                "type",
                "object",
                "properties",
                object("type", object("const", type), field, form),
                "required",
                List.of("type", field),
                "additionalProperties",
                false);
    }
}
