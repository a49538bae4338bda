package dev.trainyard.json;

import java.util.Collection;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A {@code "type"} names no member of its family. */
public final class UnknownName extends MismatchedInputException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final List<String> known;

    UnknownName(String name, Collection<String> known) {
        super((JsonParser) null, "there is no type '%s'; there are: %s".formatted(name, String.join(", ", known)));
        this.name = name;
        this.known = List.copyOf(known);
    }

    public String name() {
        return name;
    }

    public List<String> known() {
        return known;
    }
}
