package dev.trainyard.journey;

import dev.trainyard.testing.Http;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How many of the updates that a job had told of were made again after each of its attempts that broke off. */
final class WorkLost {

    private final Http http;
    private final String id;
    private final List<Long> lost = new ArrayList<>();
    private long told;

    private WorkLost(Http http, String id) {
        this.http = http;
        this.id = id;
    }

    /** Updates, by broken attempt. */
    static List<Long> of(Http http, String id) {
        WorkLost work = new WorkLost(http, id);
        work.readAll();
        return work.lost;
    }

    private void readAll() {
        String after = "0";
        boolean more = true;
        while (more) {
            JsonNode page = http.get("/api/v1/jobs/%s/events?limit=1000&after=%s".formatted(id, after))
                    .json();
            page.at("/data").forEach(this::read);
            more = page.at("/hasMore").asBoolean();
            after = page.at("/nextAfter").asString();
        }
    }

    private void read(JsonNode event) {
        if (event.at("/type").asString().equals("metrics")) {
            told = Math.max(told, event.at("/iteration").asLong());
        } else if (event.at("/state").asString("").equals("running")
                && event.at("/attempt").asInt(0) > 1) {
            long from = event.at("/iteration").asLong(0);
            lost.add(Math.max(0, told - from));
            told = from;
        }
    }
}
