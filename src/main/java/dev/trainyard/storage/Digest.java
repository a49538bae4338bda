package dev.trainyard.storage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.regex.Pattern;

/** SHA-256 of an object's bytes, 64 lower-case hexadecimal digits; also the object's key. */
public record Digest(@JsonValue String hex) {

    static final Comparator<Digest> ORDER = Comparator.comparing(Digest::hex);

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    @JsonCreator
    public Digest {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("a SHA-256 digest has 64 hexadecimal digits, this has: " + hex);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
