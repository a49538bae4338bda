package dev.trainyard.job;

import dev.trainyard.job.JobChange.Told;
import dev.trainyard.job.JobLedger.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Several entries as the arrays that a statement takes: one for each column. */
record EntryColumns(List<Entry> entries) {

    /** Which attempts' jobs are meant. */
    static StatementSpec claims(StatementSpec statement, List<Running> claims) {
        return statement
                .param("ids", claims.stream().map(Running::jobId).toArray(String[]::new))
                .param("attempts", claims.stream().map(Running::attempt).toArray(Integer[]::new))
                .param("workers", claims.stream().map(Running::worker).toArray(String[]::new));
    }

    StatementSpec given(StatementSpec statement) {
        return events(outcomes(
                changes(claims(statement, entries.stream().map(Entry::running).toList()))));
    }

    private StatementSpec changes(StatementSpec statement) {
        return statement
                .param(
                        "states",
                        texts(change ->
                                change.state() == null ? null : change.state().word()))
                .param("terminal", column(Boolean[]::new, JobChange::isTerminal))
                .param("reasons", texts(JobChange::reason))
                .param(
                        "phases",
                        texts(change ->
                                change.phase() == null ? null : change.phase().word()))
                .param(
                        "logs",
                        texts(change ->
                                change.log() == null ? null : change.log().hex()))
                .param("progress", texts(JobChange::progress))
                .param("latest", texts(JobChange::latest))
                .param("failures", texts(JobChange::failure))
                .param(
                        "counts",
                        column(Integer[]::new, change -> change.events().size()));
    }

    private StatementSpec outcomes(StatementSpec statement) {
        return statement
                .param("stopReasons", texts(change -> change.outcome().stopReason()))
                .param("engines", texts(change -> change.outcome().engine()))
                .param(
                        "threads",
                        column(Integer[]::new, change -> change.outcome().threads()))
                .param("metrics", texts(change -> change.outcome().metrics()))
                .param("provenances", texts(change -> change.outcome().provenance()))
                .param("models", texts(change -> change.outcome().model()))
                .param(
                        "versions",
                        column(Integer[]::new, change -> change.outcome().version()))
                .param("reproductions", texts(change -> change.outcome().reproduction()))
                .param("reevaluated", texts(change -> change.outcome().reevaluated()))
                .param("predictions", texts(change -> change.outcome().predictions()));
    }

    /** Each with the number of its entry and its own number there, both from 1. */
    private StatementSpec events(StatementSpec statement) {
        List<Integer> of = new ArrayList<>();
        List<Integer> nth = new ArrayList<>();
        List<Told> events = new ArrayList<>();
        for (int entry = 0; entry < entries.size(); entry++) {
            List<Told> told = entries.get(entry).change().events();
            for (int i = 0; i < told.size(); i++) {
                of.add(entry + 1);
                nth.add(i + 1);
                events.add(told.get(i));
            }
        }
        return statement
                .param("eventOf", of.toArray(Integer[]::new))
                .param("eventNth", nth.toArray(Integer[]::new))
                .param("types", events.stream().map(Told::type).toArray(String[]::new))
                .param("data", events.stream().map(Told::data).toArray(String[]::new));
    }

    private @Nullable String[] texts(Function<JobChange, @Nullable String> value) {
        return column(String[]::new, value);
    }

    private <T> @Nullable T[] column(IntFunction<@Nullable T[]> array, Function<JobChange, @Nullable T> value) {
        return entries.stream().map(Entry::change).map(value).toArray(array);
    }
}
