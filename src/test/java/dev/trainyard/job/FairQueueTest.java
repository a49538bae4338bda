package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.database.Announcements;
import dev.trainyard.job.QueueTest.Bench;
import dev.trainyard.plan.JobSpec;
import dev.trainyard.quota.JobQuota;
import dev.trainyard.tenant.Tenant;
import dev.trainyard.testing.ForTheDefaultTenant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@QueueTest
class FairQueueTest {

    private static final Failure STORE_AWAY = new Failure("internal", Phase.PREPARING, "no store", null, true);

    @Autowired
    Bench bench;

    @Autowired
    JobQueue queue;

    @Autowired
    RunningJobs running;

    @Autowired
    TrainingJobs jobs;

    @Autowired
    JobControl control;

    @Autowired
    ApplicationContext context;

    @Autowired
    JobLog log;

    @Autowired
    Checkpoints checkpoints;

    @Autowired
    Turns turns;

    @Autowired
    QueueOutlook outlook;

    @Autowired
    Announcements announcements;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private final String label = Bench.newLabel();
    private final String ada = "ada-" + label;
    private final String bob = "bob-" + label;
    private final Map<String, String> owners = new HashMap<>();

    @Test
    void letsOwnersTakeTurnsHoweverManyJobsOneOfThemHas() {
        submit(ada, 6, "");
        submit(bob, 2, "");
        assertThat(claimed(8)).containsExactly(ada, bob, ada, bob, ada, ada, ada, ada);
    }

    @Test
    void letsALatecomerBeNextAndThenTakeTurns() {
        submit(ada, 6, "");
        assertThat(claimed(3)).containsOnly(ada);
        submit(bob, 3, "");
        assertThat(claimed(6)).containsExactly(bob, ada, bob, ada, bob, ada);
    }

    @Test
    void doesNotLetALatecomerCatchUpBecauseAJobIsStuck() {
        bench.submit(label + "-nobody-has", "");
        submit(ada, 6, "");
        assertThat(claimed(4)).containsOnly(ada);
        submit(bob, 4, "");
        assertThat(claimed(4)).containsExactlyInAnyOrder(ada, bob, ada, bob);
    }

    @Test
    void givesTurnsByWeight() {
        bench.share(ada, 3, null);
        submit(bob, 3, "");
        submit(ada, 9, "");
        List<String> order = claimed(8);
        assertThat(order.subList(0, 4)).containsExactlyInAnyOrder(ada, ada, ada, bob);
        assertThat(order.subList(4, 8)).containsExactlyInAnyOrder(ada, ada, ada, bob);
    }

    @Test
    void putsPriorityBeforeFairness() {
        submit(ada, 2, "\"priority\":3");
        submit(bob, 2, "\"priority\":4");
        assertThat(claimed(4)).containsExactly(bob, bob, ada, ada);
    }

    @Test
    void showsThePlaceThatFairnessGives() {
        List<String> many = submit(ada, 4, "\"priority\":-77");
        String one = submit(bob, 1, "\"priority\":-77").get(0);
        int first = place(many.get(0));
        assertThat(place(one)).isEqualTo(first + 1);
        assertThat(place(many.get(1))).isEqualTo(first + 2);
    }

    private int place(String id) {
        Integer position = jobs.find(id).place().position();
        assertThat(position).isNotNull();
        return position;
    }

    @Test
    void letsAJobThatLostItsWorkerGoFirst() {
        String lost = submit(ada, 1, "").get(0);
        Running claim = bench.claim(label, "w");
        submit(ada, 3, "");
        submit(bob, 3, "");
        running.release(claim, "its worker was shut down");
        assertThat(bench.claim(label, "w").jobId()).isEqualTo(lost);
    }

    @Test
    void letsAJobThatWasPausedWaitAnew() {
        List<String> two = submit(ada, 2, "");
        control.pause(two.get(0));
        control.resume(two.get(0));
        assertThat(bench.claim(label, "w").jobId()).isEqualTo(two.get(1));
    }

    @Test
    void runsNoMoreJobsOfAnOwnerThanItsLimit() {
        bench.share(ada, 1, 2);
        List<String> all = submit(ada, 3, "");
        submit(bob, 1, "");
        Running first = bench.claim(label, "w");
        assertThat(claimed(2)).containsExactlyInAnyOrder(ada, bob);
        assertThat(queue.claim("w", Set.of(label), 0)).isEmpty();
        assertThat(jobs.find(all.get(2)).place().estimatedStart()).isNull();
        running.stopped(first, StopRequest.CANCEL);
        assertThat(claimed(1)).containsExactly(ada);
    }

    @Test
    void keepsTheLimitWhenManyWorkersClaimAtOnce() throws Exception {
        bench.share(ada, 1, 3);
        submit(ada, 16, "");
        ExecutorService workers = Executors.newFixedThreadPool(8, ForTheDefaultTenant::thread);
        Callable<Optional<Claim>> claim = () -> queue.claim("w", Set.of(label), 0);
        int running = 0;
        for (Future<Optional<Claim>> each : workers.invokeAll(Collections.nCopies(16, claim))) {
            running += each.get().isPresent() ? 1 : 0;
        }
        workers.shutdown();
        assertThat(running).isBetween(1, 3);
        assertThat(jdbc.sql("select count(*) from job where owner = ? and worker is not null")
                        .param(ada)
                        .query(Integer.class)
                        .single())
                .isEqualTo(running);
    }

    @Test
    void runsNoMoreJobsOfATenantThanItsQuota() throws Exception {
        JobQuota two = quota("running=2");
        JobQueue limited = new JobQueue(jdbc, log, checkpoints, turns, two, announcements, transaction);
        String tenant = "limited-" + label;
        for (int i = 0; i < 12; i++) {
            submitOf(tenant, ada);
        }
        ExecutorService workers = Executors.newFixedThreadPool(6);
        Callable<List<Claim>> claim = () -> Tenant.amongAll(() -> limited.claim("w", Set.of(label), 0, 4));
        List<Claim> claims = new ArrayList<>();
        for (Future<List<Claim>> each : workers.invokeAll(Collections.nCopies(6, claim))) {
            claims.addAll(each.get());
        }
        workers.shutdown();
        claims.addAll(claim.call());
        claims.addAll(claim.call());
        assertThat(claims).hasSize(2);
        try (Tenant.Scope ignored = Tenant.of(tenant)) {
            TrainingJobs told = new TrainingJobs(jdbc, outlook, two);
            assertThat(told.list(new JobFilter(JobState.QUEUED, null, null), null, 20))
                    .hasSize(10)
                    .allMatch(job -> job.place().estimatedStart() == null);
            running.stopped(claims.get(0).running(), StopRequest.CANCEL);
        }
        assertThat(claim.call()).hasSize(1);
        assertThat(claim.call()).isEmpty();
        String other = "beside-" + label;
        submitOf(other, bob);
        assertThat(claim.call()).extracting(Claim::tenant).containsExactly(other);
    }

    private void submitOf(String tenant, String owner) {
        JobSpec spec = SampleJobs.spec("\"resources\":{\"labels\":[\"%s\"]}".formatted(label));
        try (Tenant.Scope ignored = Tenant.of(tenant)) {
            queue.enqueue(NewJob.of(spec, SampleJobs.resolved(spec, SampleJobs.NOWHERE), null), owner);
        }
    }

    /** As the service has it where this is set. */
    private JobQuota quota(String setting) {
        AnnotationConfigApplicationContext inner = new AnnotationConfigApplicationContext();
        inner.setParent(context);
        TestPropertyValues.of("trainyard.quota." + setting).applyTo(inner);
        inner.register(JobQuota.class);
        inner.refresh();
        return inner.getBean(JobQuota.class);
    }

    @Test
    void countsAJobThatIsResumedAnew() {
        JobControl counting = new JobControl(jdbc, log, checkpoints, turns, quota("queued=1"), announcements);
        String tenant = "resuming-" + label;
        try (Tenant.Scope ignored = Tenant.of(tenant)) {
            JobSpec spec = SampleJobs.spec("\"resources\":{\"labels\":[\"%s\"]}".formatted(label));
            NewJob job = NewJob.of(spec, SampleJobs.resolved(spec, SampleJobs.NOWHERE), null);
            String first = queue.enqueue(job, ada);
            control.pause(first);
            String second = queue.enqueue(job, ada);
            assertThatThrownBy(() -> transaction.executeWithoutResult(status -> counting.resume(first)))
                    .hasMessageContaining("as many as may");
            control.cancel(second);
            transaction.executeWithoutResult(status -> counting.resume(first));
            assertThat(jobs.find(first).state()).isEqualTo(JobState.QUEUED);
            control.cancel(first);
        }
    }

    @Test
    void waitsAWhileWithAJobThatItsSurroundingsFailed() {
        String id = submit(ada, 1, "").get(0);
        assertThat(running.loseForAWhile(bench.claim(label, "w"), STORE_AWAY)).isEqualTo(JobState.QUEUED);
        assertThat(queue.claim("w", Set.of(label), 0)).isEmpty();
        jdbc.sql("update job set available_at = clock_timestamp() where id = ?")
                .param(id)
                .update();
        assertThat(queue.claim("w", Set.of(label), 0)).isPresent();
    }

    private List<String> submit(String owner, int count, String more) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(bench.submitFor(owner, label, more));
        }
        ids.forEach(id -> owners.put(id, owner));
        return ids;
    }

    /** The owners of the next jobs, in the order in which they are claimed. */
    private List<String> claimed(int count) {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(owners.get(bench.claim(label, "w").jobId()));
        }
        return order;
    }
}
