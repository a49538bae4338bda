package dev.trainyard.job.web;

import dev.trainyard.database.Notifications;
import dev.trainyard.job.JobEvents;
import dev.trainyard.job.JobSignals;
import dev.trainyard.role.ApiRole;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The open event streams. A reader costs neither a thread nor a database connection while nothing happens. */
@Component
@ApiRole
class EventStreams implements SmartLifecycle {

    private final JobEvents events;
    private final JobSignals signals;
    private final Executor executor = ReaderThreads.pool("event-streams", 32);
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    EventStreams(JobEvents events, JobSignals signals) {
        this.events = events;
        this.signals = signals;
    }

    /** Streams a job's events after a number, until its last. */
    SseEmitter open(String jobId, long after) {
        EventStream stream = new EventStream(events, jobId, after, executor);
        open.add(stream);
        Notifications.Subscription news = signals.onJob(jobId, stream::wake);
        stream.emitter().onCompletion(() -> {
            news.close();
            open.remove(stream);
        });
        stream.wake();
        return stream.emitter();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends all streams before the web server waits for the last requests to end; clients come back and resume. */
    @Override
    public void stop() {
        running = false;
        open.forEach(EventStream::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
