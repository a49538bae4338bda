package dev.trainyard.security;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a caller may do; each may do what those before it may. */
public enum Role {
    /** Looks at everything and asks models. */
    VIEWER,
    /** Uploads, trains, publishes and deletes. */
    TRAINER,
    /** Makes and revokes keys, and says who is told of what, too. */
    ADMIN,
    /** Does so in every tenant, one at a time, and makes keys for each. */
    OPERATOR;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether whoever has this role may what the other one may. */
    boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    boolean isWithin(Role other) {
        return other.includes(this);
    }
}
