package dev.trainyard.job;

import dev.trainyard.database.Notifications;
import dev.trainyard.database.Notifications.Subscription;
import org.springframework.stereotype.Component;

/** Wakes those who wait for news of a job or of the queue. */
@Component
public class JobSignals {

    private final Notifications.Channel queued;
    private final Notifications.Channel events;
    private final Notifications.Channel stopRequests;

    JobSignals(Notifications notifications) {
        this.queued = notifications.channel(JobQueue.CHANNEL);
        this.events = notifications.channel(JobLog.CHANNEL);
        this.stopRequests = notifications.channel(JobControl.CHANNEL);
    }

    /** Calls {@code wake}, which must be quick, whenever there may be something to claim. */
    public Subscription onQueued(Runnable wake) {
        return queued.on("", wake);
    }

    /** Calls {@code wake}, which must be quick, whenever something may have happened to the job. */
    public Subscription onJob(String jobId, Runnable wake) {
        return events.on(jobId, wake);
    }

    /** Calls {@code wake}, which must be quick, whenever the job's owner may have asked for its end. */
    public Subscription onStopRequest(String jobId, Runnable wake) {
        return stopRequests.on(jobId, wake);
    }
}
