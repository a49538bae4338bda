package dev.trainyard.job;

import dev.trainyard.trace.TraceParent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Where a piece of work stands in a trace (W3C Trace Context), as logs have it under {@code traceId} and {@code spanId}. It goes
 * with a job through the queue, so that the logs and spans of API and worker can be read as one.
 */
public final class TraceContext {

    private static final String TRACE = "traceId";
    private static final String SPAN = "spanId";
    private static final String FLAGS = "traceFlags";

    private TraceContext() {}

    /** That of this thread, as the header {@code traceparent} says it. */
    static @Nullable String current() {
        String trace = MDC.get(TRACE);
        String span = MDC.get(SPAN);
        return trace == null || span == null
                ? null
                : new TraceParent(trace, span, !"00".equals(MDC.get(FLAGS))).header();
    }

    /** Goes on with a trace in this thread, until it is closed. */
    public static Scope goOn(@Nullable String traceparent, String jobId) {
        MDC.put("jobId", jobId);
        TraceParent.of(traceparent).ifPresent(at -> {
            MDC.put(TRACE, at.trace());
            MDC.put(SPAN, at.span());
            MDC.put(FLAGS, at.sampled() ? "01" : "00");
        });
        return () -> {
            MDC.remove("jobId");
            MDC.remove(TRACE);
            MDC.remove(SPAN);
            MDC.remove(FLAGS);
        };
    }

    /** Work that belongs to what this thread does, in logs too, on a thread of its own. */
    public static Runnable handOn(Runnable work) {
        Map<String, String> here = MDC.getCopyOfContextMap();
        return () -> {
            MDC.setContextMap(here == null ? Map.of() : here);
            try {
                work.run();
            } finally {
                MDC.clear();
            }
        };
    }

    /** Ends with its block. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
