package dev.trainyard.json;

import java.util.Collection;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** The field that tells the members of a family apart names no member. */
public final class UnknownName extends MismatchedInputException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String name;
    private final List<String> known;

    UnknownName(String field, String name, Collection<String> known) {
        super((JsonParser) null, "there is no %s '%s'; there are: %s".formatted(field, name, String.join(", ", known)));
        this.field = field;
        this.name = name;
        this.known = List.copyOf(known);
    }

    /** The field that holds the name, such as {@code type}. */
    public String field() {
        return field;
    }

    public String name() {
        return name;
    }

    public List<String> known() {
        return known;
    }
}
