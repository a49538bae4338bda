package dev.trainyard.definition;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What definitions, jobs and models may be called. */
public final class Names {

    public static final String FORM = "[a-z0-9][a-z0-9._-]{0,62}";

    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final int LONGEST = 63;

    private Names() {}

    /**
     * Refuses a name that is given and has not the form.
     *
     * @param field what the name is called in the request; messages begin with it
     */
    public static void check(String field, @Nullable String name) {
        if (name != null && !PATTERN.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "%s is '%s'; it has up to 63 small letters, digits, dots, dashes and underscores, and starts with a letter or digit%s"
                            .formatted(
                                    field,
                                    name,
                                    formed(name)
                                            .map(", such as '%s'"::formatted)
                                            .orElse("")));
        }
    }

    /** The nearest name of the right form, if anything is left of it. */
    public static Optional<String> formed(String name) {
        String formed =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[._-]+|[._-]+$", "");
        return formed.isEmpty()
                ? Optional.empty()
                : Optional.of(formed.substring(0, Math.min(LONGEST, formed.length())));
    }
}
