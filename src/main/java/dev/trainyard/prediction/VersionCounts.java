package dev.trainyard.prediction;

import dev.trainyard.model.AskedCounts;
import dev.trainyard.model.ServedVersion;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import dev.trainyard.tenant.Tenant;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts, version by version, what this process was asked. */
@Component
@ApiRole
class VersionCounts implements AskedCounts, MeterBinder {

    private final Map<Version, Tally> tallies = new ConcurrentHashMap<>();
    private volatile @Nullable MeterRegistry registry;

    private record Version(String tenant, String model, int number) {

        static Version of(String model, int number) {
            return new Version(Tenant.current(), model, number);
        }
    }

    @Override
    public void bindTo(MeterRegistry given) {
        registry = given;
        tallies.forEach((version, tally) -> tell(version, tally, given));
    }

    @Override
    public Optional<Counts> of(String model, int version) {
        return Optional.ofNullable(tallies.get(Version.of(model, version))).map(Tally::counts);
    }

    /** Works for a version, and counts how that ended and how long it took. */
    <T> T counted(ServedVersion served, Supplier<T> work) {
        Tally tally = of(served);
        Course course = Course.begin();
        LongAdder outcome = tally.failed;
        try {
            T answer = work.get();
            outcome = tally.answered;
            return answer;
        } catch (Problem e) {
            boolean busy = e.type().status() == 429 || e.type().status() == 503;
            outcome = busy ? tally.busy : e.type().status() < 500 ? tally.refused : tally.failed;
            throw e;
        } finally {
            outcome.increment();
            tally.stages.add(course.end(), outcome == tally.answered);
        }
    }

    /** Counts a call that there was no place for. */
    void busy(ServedVersion served) {
        of(served).busy.increment();
    }

    /** What a version was asked, stage by stage; nothing where it was not asked yet. */
    Optional<CallStatistics> statistics(String model, int version) {
        return Optional.ofNullable(tallies.get(Version.of(model, version))).map(Tally::statistics);
    }

    /** Counts what a version says in the shadow of another. */
    Shadow shadow(String model, int version) {
        return of(Version.of(model, version)).shadow;
    }

    private Tally of(ServedVersion served) {
        return of(Version.of(served.model(), served.version()));
    }

    private Tally of(Version version) {
        Tally known = tallies.get(version);
        return known != null ? known : tallies.computeIfAbsent(version, this::begin);
    }

    private Tally begin(Version version) {
        Tally tally = new Tally();
        MeterRegistry told = registry;
        if (told != null) {
            tell(version, tally, told);
        }
        return tally;
    }

    private static void tell(Version version, Tally tally, MeterRegistry registry) {
        outcome("answered", tally, t -> t.answered.sum(), version, registry);
        outcome("refused", tally, t -> t.refused.sum(), version, registry);
        outcome("busy", tally, t -> t.busy.sum(), version, registry);
        outcome("failed", tally, t -> t.failed.sum(), version, registry);
        FunctionCounter.builder("trainyard.prediction.seconds", tally, t -> t.stages.nanos() / 1e9)
                .description("How long the answered calls took")
                .tags(tags(version))
                .register(registry);
    }

    private static void outcome(
            String outcome, Tally tally, ToDoubleFunction<Tally> count, Version version, MeterRegistry registry) {
        FunctionCounter.builder("trainyard.predictions", tally, count)
                .description("Calls, by what came of them")
                .tags(tags(version).and("outcome", outcome))
                .register(registry);
    }

    private static Tags tags(Version version) {
        return Tags.of(
                "tenant", version.tenant(), "model", version.model(), "version", Integer.toString(version.number()));
    }

    /** How often a version said the same as the one in whose shadow it is. */
    static final class Shadow {

        private final LongAdder compared = new LongAdder();
        private final LongAdder agreed = new LongAdder();
        private final LongAdder failed = new LongAdder();

        void compared(boolean agree) {
            compared.increment();
            agreed.add(agree ? 1 : 0);
        }

        void failed() {
            failed.increment();
        }

        @Nullable
        ShadowCounts counts() {
            boolean any = compared.sum() + failed.sum() > 0;
            return any ? new ShadowCounts(compared.sum(), agreed.sum(), failed.sum()) : null;
        }
    }

    private static final class Tally {

        private final LongAdder answered = new LongAdder();
        private final LongAdder refused = new LongAdder();
        private final LongAdder busy = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final StageSums stages = new StageSums();
        private final Shadow shadow = new Shadow();

        Counts counts() {
            long calls = answered.sum();
            Double mean = calls == 0 ? null : stages.nanos() / 1e6 / calls;
            return new Counts(calls, refused.sum(), busy.sum(), failed.sum(), mean, shadow.counts());
        }

        CallStatistics statistics() {
            return stages.statistics(answered.sum(), refused.sum() + busy.sum() + failed.sum());
        }
    }
}
