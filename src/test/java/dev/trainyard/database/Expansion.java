package dev.trainyard.database;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a migration may do while processes of the version before work on the same database: make what is new. What takes
 * something from them, or asks more of what they write, has to wait until none of them is left.
 */
final class Expansion {

    private static final Pattern MADE = Pattern.compile("create table (?:if not exists )?(\\w+)");
    private static final Pattern ON = Pattern.compile("^(?:alter table (?:if exists )?(?:only )?"
            + "|create (?:unique )?(?:or replace )?(?:constraint )?(?:index|trigger) .*? on (?:only )?)(\\w+)");

    /**
     * Tables of which the versions up to migration 53 ask for {@code *}: with another column there, PostgreSQL refuses statements
     * that their connections have prepared ("cached plan must not change result type").
     */
    private static final List<String> READ_WHOLE = List.of(
            "job",
            "job_event",
            "job_transition",
            "job_checkpoint",
            "worker",
            "webhook",
            "webhook_attempt",
            "webhook_delivery",
            "audit_entry",
            "api_key");

    private static final Map<Pattern, String> CONTRACTS = Map.ofEntries(
            Map.entry(Pattern.compile("^drop |[ ,]drop (?!default|not null)"), "takes something away"),
            Map.entry(Pattern.compile("[ ,]rename "), "renames"),
            Map.entry(Pattern.compile(" alter (?:column )?\\w+ (?:set data )?type "), "changes a type"),
            Map.entry(Pattern.compile(" set not null"), "asks for what older processes may leave out"),
            Map.entry(
                    Pattern.compile(
                            " add (?:column )?(?!constraint|check|unique|primary|foreign|exclude)(?=\\w+ [^,]*not null)(?![^,]*default)"),
                    "adds what older processes do not fill in"),
            Map.entry(
                    Pattern.compile("[ ,]add (?:constraint|check|unique|primary|foreign|exclude)"),
                    "forbids what older processes may write"),
            Map.entry(Pattern.compile("^create unique index"), "forbids what older processes may write"),
            Map.entry(
                    Pattern.compile("^create (?:or replace |constraint )?trigger"),
                    "changes what older processes' writes do"),
            Map.entry(Pattern.compile("^create or replace"), "changes what older processes use"),
            Map.entry(Pattern.compile("^(?:truncate|delete|lock|revoke) "), "takes something away"),
            Map.entry(Pattern.compile("^do "), "hides what it does"),
            Map.entry(
                    Pattern.compile("^alter table (?:" + String.join("|", READ_WHOLE)
                            + ") (?:.*, ?)?add (?:column|(?!constraint|check))"),
                    "breaks statements that ask for all columns"));

    private Expansion() {}

    /** What older processes would not bear, a statement each with its reason. */
    static List<String> objections(String migration) {
        List<String> statements = statements(migration);
        Set<String> made = new HashSet<>();
        List<String> objections = new ArrayList<>();
        for (String statement : statements) {
            Matcher table = MADE.matcher(statement);
            if (table.find()) {
                made.add(table.group(1));
            }
            if (!isOnOneOf(made, statement)) {
                CONTRACTS.forEach((what, why) -> {
                    if (what.matcher(statement).find()) {
                        objections.add(why + ": " + statement);
                    }
                });
            }
        }
        return objections;
    }

    private static boolean isOnOneOf(Set<String> made, String statement) {
        Matcher on = ON.matcher(statement);
        return on.find() && made.contains(on.group(1));
    }

    /** One a line and in small letters, without comments, strings and the bodies of functions. */
    private static List<String> statements(String migration) {
        String plain = migration
                .replaceAll("(?s)\\$(\\w*)\\$.*?\\$\\1\\$", "''")
                .replaceAll("'(?:[^']|'')*'", "''")
                .replaceAll("--[^\n]*", "")
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
        return Pattern.compile(";")
                .splitAsStream(plain)
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }
}
