package dev.trainyard.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads what our overlays use of kustomize: resources, images, and patches that are merged, lists of named things by their
 * names. Where kubectl is installed, KustomizeTest holds it against kubectl.
 */
final class Kustomization {

    private Kustomization() {}

    static List<Map<String, Object>> build(Path folder) {
        Map<String, Object> file =
                documents(folder.resolve("kustomization.yaml")).get(0);
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object resource : list(file, "resources")) {
            Path path = folder.resolve(resource.toString()).normalize();
            objects.addAll(path.toString().endsWith(".yaml") ? documents(path) : build(path));
        }
        for (Object patch : list(file, "patches")) {
            for (Map<String, Object> change :
                    documents(folder.resolve(map(patch).get("path").toString()))) {
                objects.replaceAll(object -> title(object).equals(title(change)) ? merged(object, change) : object);
            }
        }
        list(file, "images").forEach(image -> objects.replaceAll(object -> map(renamed(object, map(image)))));
        return objects;
    }

    private static String title(Map<String, Object> object) {
        return object.get("kind") + " " + map(object.get("metadata")).get("name");
    }

    private static Map<String, Object> merged(Map<String, Object> object, Map<String, Object> change) {
        Map<String, Object> result = new LinkedHashMap<>(object);
        change.forEach((key, value) -> result.merge(key, value, Kustomization::mergedValue));
        return result;
    }

    private static Object mergedValue(Object old, Object change) {
        if (old instanceof Map && change instanceof Map) {
            return merged(map(old), map(change));
        }
        return old instanceof List<?> olds && change instanceof List<?> changes && areNamed(olds) && areNamed(changes)
                ? mergedByName(olds, changes)
                : change;
    }

    private static boolean areNamed(List<?> items) {
        return items.stream().allMatch(item -> item instanceof Map<?, ?> map && map.containsKey("name"));
    }

    private static List<Object> mergedByName(List<?> olds, List<?> changes) {
        Map<Object, Object> byName = new LinkedHashMap<>();
        changes.forEach(item -> byName.put(map(item).get("name"), item));
        olds.forEach(item -> byName.merge(map(item).get("name"), item, (change, old) -> merged(map(old), map(change))));
        return new ArrayList<>(byName.values());
    }

    private static Object renamed(Object value, Map<String, Object> image) {
        if (value instanceof List<?> items) {
            return items.stream().map(item -> renamed(item, image)).collect(Collectors.toList());
        }
        if (!(value instanceof Map)) {
            return value;
        }
        Map<String, Object> result = new LinkedHashMap<>(map(value));
        result.replaceAll((key, item) -> key.equals("image") && item.equals(image.get("name"))
                ? image.getOrDefault("newName", item) + ":" + image.get("newTag")
                : renamed(item, image));
        return result;
    }

    private static List<Map<String, Object>> documents(Path file) {
        return Manifests.documents(Settings.text(file)).map(Kustomization::map).toList();
    }

    private static List<?> list(Map<String, Object> file, String name) {
        return (List<?>) file.getOrDefault(name, List.of());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
