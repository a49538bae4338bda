package dev.trainyard.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.testing.ForTheDefaultTenant;
import dev.trainyard.testing.TrainyardTest;
import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@TrainyardTest
class QuotaTest {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private MockHttpServletResponse response = new MockHttpServletResponse();

    @AfterEach
    void leave() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void asksForNothingUnlessTold() throws Exception {
        QuotaSettings none = new QuotaSettings(null, null, null, null, null, null, null);
        assertThat(new PredictionQuota(none).preHandle(request("POST", 0), response, this))
                .isTrue();
        assertThat(new UploadQuota(jdbc, none).preHandle(request("POST", 1L << 40), response, this))
                .isTrue();
        new JobQuota(jdbc, none).take("default", true);
        assertThat(response.getHeaderNames()).isEmpty();
    }

    @Test
    void countsPredictionsByTheSecond() {
        HandMeter clock = new HandMeter();
        PredictionQuota quota = new PredictionQuota(new QuotaSettings(null, null, null, null, null, null, 2), clock);
        quota.preHandle(request("POST", 0), response, this);
        assertThat(response.getHeader("RateLimit-Policy")).isEqualTo("\"predictions\";q=2;w=1");
        assertThat(response.getHeader("RateLimit")).isEqualTo("\"predictions\";r=1;t=1");
        quota.preHandle(request("POST", 0), response, this);
        quota.preHandle(request("GET", 0), response, this);
        Problem refused =
                catchThrowableOfType(Problem.class, () -> quota.preHandle(request("POST", 0), response, this));
        assertThat(refused.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        assertThat(refused.retryAfter()).hasSeconds(1);
        assertThat(response.getHeader("RateLimit")).isEqualTo("\"predictions\";r=0;t=1");
        clock.now = 500_000_000L;
        assertThat(quota.preHandle(request("POST", 0), response, this)).isTrue();
    }

    @Test
    void letsSoManyASecondThroughHoweverOftenSomebodyAsks() {
        HandMeter clock = new HandMeter();
        PredictionQuota quota = new PredictionQuota(new QuotaSettings(null, null, null, null, null, null, 10), clock);
        int granted = 0;
        for (int i = 0; i < 2_000; i++) {
            clock.now = i * 5_000_000L;
            granted += isGranted(quota) ? 1 : 0;
        }
        assertThat(granted).isBetween(109, 110);
        clock.now += 60_000_000_000L;
        assertThat(IntStream.range(0, 100).filter(i -> isGranted(quota)).count())
                .as("no more is saved than for a second")
                .isEqualTo(10);
    }

    private boolean isGranted(PredictionQuota quota) {
        try {
            return quota.preHandle(request("POST", 0), response, this);
        } catch (Problem refused) {
            return false;
        }
    }

    /** Time that a test tells. */
    private static final class HandMeter implements TimeMeter {
        private long now;

        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    @Test
    void tellsOfEachQuotaThatIsCounted() {
        jdbc.sql("delete from quota_use").update();
        QuotaSettings settings = new QuotaSettings(null, null, null, null, DataSize.ofTerabytes(1), 5, null);
        new UploadQuota(jdbc, settings).preHandle(request("POST", 10), response, this);
        assertThat(response.getHeader("RateLimit-Policy"))
                .isEqualTo("\"stored\";q=1099511627776, \"uploads\";q=5;w=86400");
        assertThat(response.getHeader("RateLimit")).contains("\"stored\";r=", ", \"uploads\";r=4;t=");
        jdbc.sql("delete from quota_use").update();
    }

    @Test
    void countsUploadsByTheDay() {
        jdbc.sql("delete from quota_use").update();
        UploadQuota quota = new UploadQuota(jdbc, new QuotaSettings(null, null, null, null, null, 2, null));
        quota.preHandle(request("POST", 10), response, this);
        quota.preHandle(request("POST", 10), response, this);
        Problem refused =
                catchThrowableOfType(Problem.class, () -> quota.preHandle(request("POST", 10), response, this));
        assertThat(refused.retryAfter().toSeconds()).isBetween(1L, 86_400L);
        assertThat(response.getHeader("RateLimit-Policy")).isEqualTo("\"uploads\";q=2;w=86400");
        jdbc.sql("update quota_use set day = day - 1").update();
        assertThat(quota.preHandle(request("POST", 10), response, this)).isTrue();
        jdbc.sql("delete from quota_use").update();
    }

    @Test
    void refusesUploadsThatDoNotFitIn() {
        long stored = jdbc.sql("select coalesce(sum(bytes), 0) from dataset")
                .query(Long.class)
                .single();
        UploadQuota quota = new UploadQuota(
                jdbc, new QuotaSettings(null, null, null, null, DataSize.ofBytes(stored + (1L << 40)), null, null));
        assertThat(quota.preHandle(request("POST", 1000), response, this)).isTrue();
        assertThatThrownBy(() -> quota.preHandle(request("POST", (1L << 40) + 1), response, this))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("delete data sets");
    }

    @Test
    void letsNoMoreJobsThroughHoweverManyAreSubmittedAtOnce() throws Exception {
        int before = jdbc.sql("select count(*) from job where state = 'queued' or worker is not null")
                .query(Integer.class)
                .single();
        JobQuota quota = new JobQuota(jdbc, new QuotaSettings(before + 9, null, null, before + 3, null, null, null));
        ExecutorService callers = Executors.newFixedThreadPool(6, ForTheDefaultTenant::thread);
        try {
            List<Future<Boolean>> asked = Stream.<Callable<Boolean>>generate(() -> () -> submits(quota))
                    .limit(12)
                    .map(callers::submit)
                    .toList();
            int accepted = 0;
            for (Future<Boolean> one : asked) {
                accepted += one.get() ? 1 : 0;
            }
            assertThat(accepted).isBetween(3, 3 + before);
        } finally {
            callers.shutdownNow();
            jdbc.sql("delete from job where name = 'quota'").update();
        }
    }

    @Test
    void countsJobsThatAskForAGpuByThemselves() {
        QuotaSettings one = new QuotaSettings(null, null, null, 1, null, null, null);
        request("POST", 0);
        transaction.executeWithoutResult(status -> {
            JobQuota quota = new JobQuota(jdbc, one);
            enter();
            quota.take("default", false);
            assertThat(response.getHeaderNames()).isEmpty();
            assertThatThrownBy(() -> quota.take("default", true)).hasMessageContaining("for a GPU");
            assertThat(response.getHeader("RateLimit")).isEqualTo("\"gpu-jobs\";r=0;t=30");
            status.setRollbackOnly();
        });
    }

    @Test
    void countsJobsThatWaitByThemselves() {
        long waiting = jdbc.sql("select count(*) from job where state = 'queued'")
                .query(Long.class)
                .single();
        request("POST", 0);
        transaction.executeWithoutResult(status -> {
            JobQuota quota =
                    new JobQuota(jdbc, new QuotaSettings(null, (int) waiting + 1, null, null, null, null, null));
            quota.take("default", false);
            assertThat(response.getHeader("RateLimit")).isEqualTo("\"queued-jobs\";r=0;t=30");
            enter();
            Problem refused = catchThrowableOfType(Problem.class, () -> quota.take("default", false));
            assertThat(refused.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
            assertThat(refused.retryAfter()).hasSeconds(30);
            status.setRollbackOnly();
        });
    }

    /** Enters a job that no worker of this machine takes, unless the quota is used up. */
    private boolean submits(JobQuota quota) {
        try {
            transaction.executeWithoutResult(status -> {
                quota.take("default", true);
                enter();
            });
            return true;
        } catch (Problem refused) {
            assertThat(refused.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
            return false;
        }
    }

    private void enter() {
        jdbc.sql("""
                        insert into job (id, name, model, dataset_id, spec, resolved, priority, device, labels, max_attempts, keep_checkpoints, progress)
                        values ('job_quota' || gen_random_uuid(), 'quota', 'quota', 'ds_none', '{}', '{}', -100, 'gpu', '{nobody}', 3, 3, '{}')
                        """).update();
    }

    @Test
    void aQuotaIsAtLeastOne() {
        assertThatThrownBy(() -> new QuotaSettings(0, null, null, null, null, null, null))
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new QuotaSettings(null, null, null, null, DataSize.ofBytes(-1), null, null))
                .hasMessageContaining("100GB");
    }

    private MockHttpServletRequest request(String method, long length) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/v1/models/admissions/predict") {
            @Override
            public long getContentLengthLong() {
                return length;
            }
        };
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request, response));
        return request;
    }
}
