package dev.trainyard.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token says, by names in which dots lead into objects, as in {@code realm_access.roles}, where no claim has the whole name. */
record Claims(Map<String, Object> all) {

    /** The words of a claim: a text of several words, or a list of texts; none when there is no such claim. */
    Set<String> words(String name) {
        Set<String> words = new LinkedHashSet<>();
        Object value = find(all, name);
        if (value instanceof String text) {
            words.add(text);
            words.addAll(Arrays.asList(text.strip().split("\\s+")));
        } else if (value instanceof Collection<?> list) {
            list.forEach(word -> words.add(String.valueOf(word)));
        }
        return words;
    }

    /** A claim that is one text; empty when it is something else, or missing. */
    Optional<String> text(String name) {
        return find(all, name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static @Nullable Object find(Map<?, ?> object, String name) {
        if (object.containsKey(name)) {
            return object.get(name);
        }
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            if (object.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
                Object found = find(inner, name.substring(dot + 1));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
