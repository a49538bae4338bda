package dev.trainyard.job.web;

import dev.trainyard.job.JobEvent;
import dev.trainyard.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * An event as a stream of server-sent events has it.
 *
 * @param isLast whether nothing follows
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">HTML, 9.2.6</a>
 */
record EventText(long seq, byte[] bytes, boolean isLast) {

    static EventText of(JobEvent event) {
        String text = "id:%d\nevent:%s\ndata:%s\n\n"
                .formatted(event.seq(), event.type(), Json.mapper().writeValueAsString(EventView.of(event)));
        return new EventText(event.seq(), text.getBytes(StandardCharsets.UTF_8), event.isLast());
    }

    /** What readers pass over, in one line. */
    static byte[] comment(String words) {
        return ":%s\n\n".formatted(words).getBytes(StandardCharsets.UTF_8);
    }
}
