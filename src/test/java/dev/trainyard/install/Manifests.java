package dev.trainyard.install;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Objects of Kubernetes as YAML tells them. */
final class Manifests {

    private static final Gson GSON = new Gson();

    private Manifests() {}

    static List<JsonObject> of(String yaml) {
        return documents(yaml)
                .map(document -> GSON.toJsonTree(document).getAsJsonObject())
                .toList();
    }

    /** The documents of a file; a key that comes twice is an error. */
    static Stream<Object> documents(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return StreamSupport.stream(
                        new Yaml(new SafeConstructor(options)).loadAll(yaml).spliterator(), false)
                .filter(Objects::nonNull);
    }

    static String kind(JsonObject object) {
        return object.get("kind").getAsString();
    }

    static String name(JsonObject object) {
        return at(object, "metadata", "name").getAsString();
    }

    static String title(JsonObject object) {
        return kind(object) + " " + name(object);
    }

    /** The value under a path of fields. */
    static JsonElement at(JsonObject object, String... path) {
        JsonElement value = object;
        for (String field : path) {
            value = Objects.requireNonNull(
                    value.getAsJsonObject().get(field), () -> field + " is missing in " + object);
        }
        return value;
    }

    /** The pod template of a workload, or nothing. */
    static Stream<JsonObject> pods(JsonObject object) {
        return switch (kind(object)) {
            case "Deployment", "StatefulSet" ->
                Stream.of(at(object, "spec", "template").getAsJsonObject());
            case "ScaledJob" ->
                Stream.of(at(object, "spec", "jobTargetRef", "template").getAsJsonObject());
            default -> Stream.of();
        };
    }

    static Stream<JsonObject> containers(JsonObject pod) {
        return StreamSupport.stream(
                        at(pod, "spec", "containers").getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject);
    }
}
