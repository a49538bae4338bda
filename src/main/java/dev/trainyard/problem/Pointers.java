package dev.trainyard.problem;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;

/** Where in a document an exception arose. */
final class Pointers {

    private Pointers() {}

    static JsonPointer of(JacksonException e) {
        JsonPointer pointer = JsonPointer.empty();
        for (JacksonException.Reference step : e.getPath()) {
            pointer = step.getPropertyName() == null
                    ? pointer.appendIndex(Math.max(0, step.getIndex()))
                    : pointer.appendProperty(step.getPropertyName());
        }
        return pointer;
    }
}
