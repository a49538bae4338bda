package dev.trainyard.plan;

import dev.trainyard.json.Json;

/** The contract's words for our constants, for messages. */
final class Words {

    private Words() {}

    static String of(Object constant) {
        return Json.mapper().convertValue(constant, String.class);
    }
}
