package dev.trainyard.job.web;

import dev.trainyard.database.Notifications;
import dev.trainyard.job.JobSignals;
import dev.trainyard.job.TrainingJob;
import dev.trainyard.job.TrainingJobs;
import dev.trainyard.role.ApiRole;
import dev.trainyard.tenant.Tenant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/** Holds answers until a job has ended, without holding a thread or a database connection. */
@Component
@ApiRole
class JobWaits implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobWaits.class);

    private final TrainingJobs jobs;
    private final JobSignals signals;
    private final Executor executor = ReaderThreads.pool("job-waits", 4);
    private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    JobWaits(TrainingJobs jobs, JobSignals signals) {
        this.jobs = jobs;
        this.signals = signals;
    }

    /** The job when it has ended, or as it stands after so many seconds. */
    DeferredResult<JobView> awaitEnd(String id, int seconds) {
        TrainingJob job = jobs.find(id);
        DeferredResult<JobView> answer = new DeferredResult<>(1000L * Math.max(seconds, 1));
        if (seconds == 0 || job.state().isTerminal() || !running) {
            answer.setResult(JobView.of(job));
            return answer;
        }
        Runnable asItStands = Tenant.handOn(() -> answerWith(answer, id));
        Runnable look = Tenant.handOn(() -> look(answer, id));
        open.add(asItStands);
        Notifications.Subscription news = signals.onJob(id, () -> executor.execute(look));
        answer.onTimeout(asItStands);
        answer.onCompletion(() -> {
            news.close();
            open.remove(asItStands);
        });
        executor.execute(look);
        return answer;
    }

    private void look(DeferredResult<JobView> answer, String id) {
        try {
            if (!answer.isSetOrExpired() && jobs.state(id).isTerminal()) {
                answerWith(answer, id);
            }
        } catch (RuntimeException e) {
            LOG.debug("Could not look at {}; the next round does", id, e);
        }
    }

    private void answerWith(DeferredResult<JobView> answer, String id) {
        try {
            answer.setResult(JobView.of(jobs.find(id)));
        } catch (RuntimeException e) {
            answer.setErrorResult(e);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Answers everybody before the web server waits for the last requests to end. */
    @Override
    public void stop() {
        running = false;
        open.forEach(Runnable::run);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
