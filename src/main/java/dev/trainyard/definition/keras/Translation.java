package dev.trainyard.definition.keras;

import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A Keras model as a definition.
 *
 * @param definition null where something stands against it
 * @param layers what became of each layer
 * @param violations what stands against it; the pointers are relative to the definition that holds the Keras model
 * @param sources the pointer to the Keras layer that each layer or node of the definition was made of
 */
public record Translation(
        @Nullable ModelDefinition definition,
        List<KerasLayer> layers,
        List<Violation> violations,
        List<String> sources) {

    private static final Pattern PLACE = Pattern.compile("/(?:layers|nodes)/(\\d+)(/.*)?");

    public Translation {
        layers = List.copyOf(layers);
        violations = List.copyOf(violations);
        sources = List.copyOf(sources);
    }

    /**
     * Translates what {@code model.to_json()} prints.
     *
     * @param name what the definition shall be called; as Keras' model when null
     */
    public static Translation of(@Nullable String name, JsonNode model) {
        return new Translator(name, model).translate();
    }

    /** Moves what is said about the definition to the Keras layer that it is about. */
    public Violation atSource(Violation violation) {
        Matcher place = PLACE.matcher(violation.pointer());
        String pointer = place.matches() && Integer.parseInt(place.group(1)) < sources.size()
                ? sources.get(Integer.parseInt(place.group(1)))
                : "/config";
        String field =
                place.matches() && place.group(2) != null ? place.group(2).substring(1) + ": " : "";
        return new Violation(pointer, violation.code(), field + violation.message());
    }
}
