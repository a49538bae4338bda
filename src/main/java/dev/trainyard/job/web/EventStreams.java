package dev.trainyard.job.web;

import dev.trainyard.database.Notifications;
import dev.trainyard.job.JobEvents;
import dev.trainyard.job.JobSignals;
import dev.trainyard.role.ApiRole;
import dev.trainyard.tenant.Tenant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** The open event streams. A reader costs neither a thread nor a database connection while nothing happens. */
@Component
@ApiRole
class EventStreams implements SmartLifecycle {

    private final JobEvents events;
    private final JobSignals signals;
    private final Executor executor = ReaderThreads.pool("event-streams", 32);
    private final Map<String, Followed> followed = new ConcurrentHashMap<>();
    private volatile boolean running;

    EventStreams(JobEvents events, JobSignals signals) {
        this.events = events;
        this.signals = signals;
    }

    /** Streams a job's events after a number, until its last. */
    ResponseBodyEmitter open(String jobId, long after) {
        EventStream stream = new EventStream(after);
        followed.compute(jobId, (id, job) -> (job == null ? follow(id) : job).with(stream));
        stream.emitter().onCompletion(() -> followed.computeIfPresent(jobId, (id, job) -> job.without(stream)));
        return stream.emitter();
    }

    private Followed follow(String jobId) {
        EventFeed feed = new EventFeed(events, jobId, Tenant.handingOn(executor));
        Notifications.Subscription news = signals.onJob(jobId, feed::wake);
        feed.wake();
        return new Followed(feed, news);
    }

    /** A job with readers, and what wakes its feed. */
    private record Followed(EventFeed feed, Notifications.Subscription news) {

        Followed with(EventStream stream) {
            feed.add(stream);
            return this;
        }

        @Nullable
        Followed without(EventStream stream) {
            if (feed.remove(stream)) {
                news.close();
                return null;
            }
            return this;
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends all streams before the web server waits for the last requests to end; clients come back and resume. */
    @Override
    public void stop() {
        running = false;
        followed.values().forEach(job -> job.feed().close());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
