package dev.trainyard.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {

    /** Up to here an upgrade stopped all processes first. */
    private static final int LAST_WITH_PROCESSES_STOPPED = 52;

    /**
     * Migrations that contract, each with the version since which no process uses what it takes away; that version's
     * predecessor cannot work beside them, which the notes of its release have to say.
     */
    private static final Map<String, String> CONTRACTS = Map.of();

    @Test
    void onlyAddSoThatTheVersionBeforeWorksOn() throws IOException {
        Map<String, List<String>> objections = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            files.filter(MigrationsTest::isToExpand)
                    .forEach(file -> objections.put(file.getFileName().toString(), Expansion.objections(text(file))));
        }
        assertThat(objections).isNotEmpty();
        objections.keySet().removeAll(CONTRACTS.keySet());
        assertThat(objections)
                .allSatisfy((file, reasons) -> assertThat(reasons)
                        .as("%s, which older processes work beside (docs/operations.md, Upgrades)", file)
                        .isEmpty());
    }

    private static boolean isToExpand(Path file) {
        String name = file.getFileName().toString();
        return name.matches("V\\d+__.*")
                && Integer.parseInt(name.substring(1, name.indexOf("__"))) > LAST_WITH_PROCESSES_STOPPED;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table job",
                "alter table job add column color text",
                "alter table model add column a text, drop column task",
                "alter table job rename column worker to w",
                "alter table job rename to work",
                "alter table job alter column priority type bigint",
                "alter table job alter priority set data type bigint",
                "alter table job alter column phase set not null",
                "alter table job add column color text not null",
                "alter table job\n    add column shade text not null default 'red',\n    add column color text not null",
                "alter table job add constraint few check (priority < 5)",
                "alter table job add unique (name)",
                "create unique index few on job (name)",
                "create trigger t before insert on job for each row execute function f()",
                "create or replace function next_turn() returns int language sql as $$ select 1 $$",
                "create table color (id text); drop view queue_depth",
                "delete from job",
                "do $$ begin execute 'drop table job'; end $$",
            })
    void mayTakeNothingAwayAndAskForNothingMore(String statement) {
        assertThat(Expansion.objections(statement)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table color (id text primary key, name text not null, unique (name)); "
                        + "alter table color add check (name <> ''); create unique index one on color (name)",
                "alter table model add column color text; comment on column model.color is 'Whose drop it is; renamed'",
                "alter table model add column color text not null default 'red' check (color in ('red', 'blue'))",
                "alter table job alter column phase drop not null",
                "create index job_color on job (color) where color is not null -- drop table job",
                "create function f() returns trigger language plpgsql as $$ begin delete from job; end $$",
            })
    void mayMakeWhatIsNew(String migration) {
        assertThat(Expansion.objections(migration)).isEmpty();
    }
}
