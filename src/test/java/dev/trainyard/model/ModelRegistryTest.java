package dev.trainyard.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.dataset.DatasetDependants;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.Orphans;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.testing.ForTheDefaultTenant;
import dev.trainyard.testing.TrainyardTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@TrainyardTest
class ModelRegistryTest {

    private final ModelRegistry registry;
    private final Models models;
    private final ModelChanges changes;
    private final List<DatasetDependants> dependants;
    private final TestVersions versions;
    private final ObjectStore store;
    private final Orphans orphans;
    private final TransactionTemplate transaction;
    private final JdbcClient sql;

    @Autowired
    ModelRegistryTest(
            ModelRegistry registry,
            Models models,
            ModelChanges changes,
            List<DatasetDependants> dependants,
            ObjectStore store,
            Orphans orphans,
            TransactionTemplate transaction,
            JdbcClient sql) {
        this.registry = registry;
        this.models = models;
        this.changes = changes;
        this.dependants = dependants;
        this.versions = new TestVersions(store, registry);
        this.store = store;
        this.orphans = orphans;
        this.transaction = transaction;
        this.sql = sql;
    }

    @Test
    void numbersVersionsWithoutGapsWhenManyAreEnteredAtOnce() throws Exception {
        NewVersion version = versions.stored("crowded", TestBundle.admissions(), null);
        ExecutorService workers = Executors.newFixedThreadPool(8, ForTheDefaultTenant::thread);
        List<Future<Integer>> entered = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            entered.add(workers.submit(() -> registry.register(version)));
        }
        List<Integer> numbers = new ArrayList<>();
        for (Future<Integer> one : entered) {
            numbers.add(one.get());
        }
        workers.shutdown();

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 24).boxed().toList());
        assertThat(models.find("crowded").versions()).isEqualTo(24);
    }

    @Test
    void showsAVersionOnlyOnceTheCallersTransactionHasCommitted() {
        NewVersion version = versions.stored("hidden", TestBundle.admissions(), null);

        transaction.executeWithoutResult(status -> {
            assertThat(registry.register(version)).isEqualTo(1);
            assertThat(sql.sql("select count(*) from model_version where model = 'hidden'")
                            .query(Long.class)
                            .single())
                    .as("plain SQL in the same transaction sees it")
                    .isEqualTo(1);
            status.setRollbackOnly();
        });

        assertThatThrownBy(() -> models.find("hidden")).isInstanceOf(Problem.class);
        assertThat(registry.register(version)).isEqualTo(1);
    }

    @Test
    void followsTheNewestServableVersionWithLatest() {
        versions.publish("followed", TestBundle.admissions());
        versions.publish("followed", TestBundle.admissions());
        versions.publishUnservable("followed", TestBundle.admissions(), "differs");

        assertThat(models.version("followed", "latest").version()).isEqualTo(2);
        assertThat(models.find("followed").aliases()).containsEntry("latest", 2);
        assertThat(models.aliasesOf(models.version("followed", "2"))).containsExactly("latest");
        changes.deleteVersion("followed", 2);
        assertThat(models.version("followed", "latest").version()).isEqualTo(1);
    }

    @Test
    void neverGivesANumberTwice() {
        versions.publish("renumbered", TestBundle.admissions());
        changes.deleteVersion("renumbered", 1);

        assertThat(versions.publish("renumbered", TestBundle.admissions())).isEqualTo(2);
    }

    @Test
    void tellsWhoNeedsADataSet() {
        versions.publish("dependent", TestBundle.admissions());
        versions.publish("dependent", TestBundle.admissions());

        assertThat(dependants.stream().flatMap(one -> one.of("ds_dependent").stream()))
                .contains("model dependent version 1", "model dependent version 2");
        assertThat(dependants.stream().flatMap(one -> one.of("ds_other").stream()))
                .isEmpty();
    }

    @Test
    void keepsWhatItWasGiven() {
        NewVersion given = versions.stored("kept", TestBundle.prices(), null);
        registry.register(given);

        TrainedVersion kept = models.version("kept", "1");
        assertThat(kept.manifest()).isEqualTo(given.manifest());
        assertThat(kept.evaluation()).isEqualTo(given.evaluation());
        assertThat(kept.provenance()).isEqualTo(given.provenance());
        assertThat(kept.artifacts()).isEqualTo(given.artifacts());
        assertThat(kept.bundle()).isEqualTo(given.bundle());
        assertThat(kept.task()).isEqualTo(given.manifest().task());
    }

    @Test
    void movesAnAliasOnlyFromWhereItsMoverSawIt() {
        versions.publish("moved", TestBundle.admissions());
        versions.publish("moved", TestBundle.admissions());

        String first = changes.point("moved", "champion", Traffic.to(1), null).etag();
        String second = changes.point("moved", "champion", Traffic.to(2), first).etag();

        assertThat(second).isNotEqualTo(first);
        assertProblem(ProblemType.PRECONDITION_FAILED, () -> changes.point("moved", "champion", Traffic.to(1), first));
        assertProblem(ProblemType.PRECONDITION_FAILED, () -> changes.point("moved", "other", Traffic.to(1), "*"));
        assertThat(models.version("moved", "champion").version()).isEqualTo(2);
        changes.removeAlias("moved", "champion", second);
        assertThat(changes.point("moved", "champion", Traffic.to(2), null).etag())
                .isNotIn(first, second);
    }

    @Test
    void refusesAliasesThatMisleadAndVersionsThatCannotBeServed() {
        versions.publishUnservable("picky", TestBundle.admissions(), "differs");

        assertProblem(ProblemType.CONFLICT, () -> changes.point("picky", "latest", Traffic.to(1), null));
        assertProblem(ProblemType.CONFLICT, () -> changes.point("picky", "champion", Traffic.to(1), null));
        assertProblem(ProblemType.INVALID_PARAMETER, () -> changes.point("picky", "2", Traffic.to(1), null));
        assertProblem(ProblemType.INVALID_PARAMETER, () -> changes.point("picky", "Über", Traffic.to(1), null));
        assertProblem(ProblemType.NOT_FOUND, () -> changes.point("picky", "champion", Traffic.to(9), null));
        assertProblem(ProblemType.NOT_FOUND, () -> changes.point("pikcy", "champion", Traffic.to(1), null));
    }

    @Test
    void deletesOnlyWhatNoAliasPointsAt() {
        versions.publish("guarded", TestBundle.admissions());
        changes.point("guarded", "champion", Traffic.to(1), null);

        assertProblem(ProblemType.CONFLICT, () -> changes.deleteVersion("guarded", 1));
        assertProblem(ProblemType.CONFLICT, () -> changes.deleteModel("guarded"));
        changes.removeAlias("guarded", "champion", null);
        changes.deleteModel("guarded");
        assertProblem(ProblemType.NOT_FOUND, () -> models.find("guarded"));
        assertProblem(ProblemType.NOT_FOUND, () -> changes.deleteModel("guarded"));
    }

    @Test
    void letsTheBytesGoWithTheLastVersionThatNeedsThem() throws IOException {
        NewVersion like = versions.stored("leaving", TestBundle.admissions(), null);
        StoredObject file =
                store.put(new ByteArrayInputStream("of these versions only".getBytes(UTF_8)), Long.MAX_VALUE);
        NewVersion version = new NewVersion(
                like.model(),
                like.jobId(),
                null,
                like.bundle(),
                like.manifest(),
                like.evaluation(),
                like.provenance(),
                List.of(new NewVersion.Artifact("weights", file.bytes(), file.digest())));
        registry.register(version);
        registry.register(version);

        changes.deleteVersion("leaving", 1);
        orphans.sweep();
        assertThat(store.exists(file.digest())).isTrue();
        changes.deleteModel("leaving");
        orphans.sweep();
        assertThat(store.exists(file.digest())).isFalse();
        assertThatThrownBy(() -> registry.register(version)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void listsVersionsNewestFirstAPageAtATime() {
        for (int i = 0; i < 5; i++) {
            versions.publish("paged", TestBundle.admissions());
        }

        var first = models.versions("paged", new PageRequest(2, null));
        var last = models.versions("paged", new PageRequest(3, first.nextAfter()));

        assertThat(first.data()).extracting(TrainedVersion::version).containsExactly(5, 4);
        assertThat(last.data()).extracting(TrainedVersion::version).containsExactly(3, 2, 1);
        assertThat(last.hasMore()).isFalse();
    }

    private static void assertProblem(ProblemType type, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(type));
    }
}
