package dev.trainyard.definition.keras;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Who reads whom, in the forms of Keras 2 ({@code ["dense",0,0,{}]}) and Keras 3 ({@code keras_history}). */
final class KerasCalls {

    private KerasCalls() {}

    /** The layers that one call of a layer reads. */
    static List<String> inputs(JsonNode call) {
        List<String> names = new ArrayList<>();
        collect(call.isObject() ? call.path("args") : call, names);
        return names;
    }

    private static void collect(JsonNode value, List<String> names) {
        JsonNode history = value.path("config").path("keras_history");
        if (history.isArray() && !history.isEmpty()) {
            names.add(answer(history.get(0).asString(""), history.path(2).asInt(0)));
        } else if (value.isArray() && !value.isEmpty() && value.get(0).isString()) {
            names.add(answer(value.get(0).asString(), value.path(2).asInt(0)));
        } else if (value.isArray()) {
            value.forEach(inner -> collect(inner, names));
        }
    }

    /** What one of the answers of a layer is called: as the layer, where it is the first. */
    static String answer(String layer, int place) {
        return place == 0 ? layer : layer + "#" + place;
    }

    /** The layers at one end of a model: a list of places, or a single place. */
    static List<String> ends(JsonNode places) {
        List<String> names = new ArrayList<>();
        collect(places, names);
        if (places.isObject()) {
            places.forEach(place -> collect(place, names));
        }
        return names;
    }
}
