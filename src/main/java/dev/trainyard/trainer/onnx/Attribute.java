package dev.trainyard.trainer.onnx;

import java.util.List;

/**
 * A named setting of a node.
 *
 * @param value a float, a whole number, a text, or a list of one of these
 */
public record Attribute(String name, Object value) {

    private static final int FLOAT_TYPE = 1;
    private static final int INT_TYPE = 2;
    private static final int STRING_TYPE = 3;
    private static final int FLOATS_TYPE = 6;
    private static final int INTS_TYPE = 7;
    private static final int STRINGS_TYPE = 8;

    Wire wire() {
        Wire wire = new Wire().text(1, name);
        if (value instanceof List<?> list) {
            list.forEach(entry -> listed(wire, entry));
            return wire.number(20, listType(list.get(0)));
        }
        if (value instanceof Float real) {
            return wire.real(2, real).number(20, FLOAT_TYPE);
        }
        return value instanceof Number number
                ? wire.number(3, number.longValue()).number(20, INT_TYPE)
                : wire.text(4, value.toString()).number(20, STRING_TYPE);
    }

    private static void listed(Wire wire, Object entry) {
        if (entry instanceof Float real) {
            wire.real(7, real);
        } else if (entry instanceof Number number) {
            wire.number(8, number.longValue());
        } else {
            wire.text(9, entry.toString());
        }
    }

    private static int listType(Object entry) {
        return entry instanceof Float ? FLOATS_TYPE : entry instanceof Number ? INTS_TYPE : STRINGS_TYPE;
    }
}
