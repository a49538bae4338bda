package dev.trainyard.model;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.storage.Orphans;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moves aliases and deletes what nobody points at; changes of one model happen one after the other. */
@Service
@Transactional
public class ModelChanges {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final TrainedModels models;
    private final TrainedVersions versions;
    private final Aliases aliases;
    private final AliasHistory history;
    private final Models found;
    private final Orphans orphans;
    private final ApplicationEventPublisher events;

    ModelChanges(
            TrainedModels models,
            TrainedVersions versions,
            Aliases aliases,
            AliasHistory history,
            Models found,
            Orphans orphans,
            ApplicationEventPublisher events) {
        this.models = models;
        this.versions = versions;
        this.aliases = aliases;
        this.history = history;
        this.found = found;
        this.orphans = orphans;
        this.events = events;
    }

    /**
     * Shares the calls of an alias out, making the alias when it is new.
     *
     * @param ifMatch the ETag the alias must have, {@code *} for any, null when it does not matter
     */
    public Alias point(String model, String alias, Traffic traffic, @Nullable String ifMatch) {
        checkName(alias);
        lock(model);
        Optional<Alias> present = aliases.findByModelAndAlias(model, alias);
        check(alias, present, ifMatch);
        traffic.versions().forEach(version -> requireServable(model, version));
        return move(model, alias, present, traffic, null);
    }

    private void requireServable(String model, int version) {
        ServedVersion target = found.served(model, Integer.toString(version));
        if (target.unservable() != null) {
            throw Problem.conflict("version %d of %s cannot be served, so no alias may point at it: %s"
                    .formatted(version, model, target.unservable()));
        }
    }

    private Alias move(String model, String alias, Optional<Alias> present, Traffic traffic, @Nullable String reason) {
        Alias moved = present.orElseGet(() -> new Alias(model, alias, traffic.version()));
        boolean moves = present.isEmpty() || !moved.traffic().equals(traffic);
        moved.pointAt(traffic);
        Alias saved = aliases.saveAndFlush(moved);
        if (moves) {
            history.moved(model, alias, traffic, reason);
        }
        return saved;
    }

    /**
     * Points an alias where it pointed before, or points an alias that was deleted where it pointed last; a second time goes
     * forward again.
     *
     * @throws Problem {@code conflict} when it never pointed elsewhere, or only at versions that are gone
     */
    public Alias rollBack(String model, String alias, @Nullable String ifMatch) {
        checkName(alias);
        lock(model);
        List<AliasHistory.Move> moves = found.history(model, alias);
        Optional<Alias> present = aliases.findByModelAndAlias(model, alias);
        check(alias, present, ifMatch);
        Optional<Traffic> now = present.map(Alias::traffic);
        Traffic before = moves.stream()
                .flatMap(move -> move.traffic().stream())
                .filter(traffic -> !Optional.of(traffic).equals(now))
                .filter(traffic -> traffic.versions().stream().allMatch(version -> isServable(model, version)))
                .findFirst()
                .orElseThrow(() -> Problem.conflict(
                        "alias %s of %s has pointed nowhere else that is still there".formatted(alias, model)));
        return move(model, alias, present, before, "rollback");
    }

    private boolean isServable(String model, int version) {
        return versions.served(model, version)
                .map(served -> served.unservable() == null)
                .orElse(false);
    }

    /** Says when a new version takes an alias over; null for never. */
    public void promote(String model, @Nullable PromotionRule rule) {
        if (rule != null) {
            checkName(rule.alias());
        }
        lock(model).promoteIf(rule);
    }

    public void removeAlias(String model, String alias, @Nullable String ifMatch) {
        checkName(alias);
        lock(model);
        Alias present = found.alias(model, alias);
        check(alias, Optional.of(present), ifMatch);
        aliases.delete(present);
        history.moved(model, alias, null, null);
    }

    /** Deletes a version no alias points at; its bytes go when the store is swept. */
    public void deleteVersion(String model, int version) {
        lock(model);
        found.served(model, Integer.toString(version));
        refuseWhilePointedAt(
                "version %d of %s".formatted(version, model),
                aliases.findByModelInOrderByAlias(List.of(model)).stream()
                        .filter(alias -> alias.traffic().versions().contains(version))
                        .toList());
        leave(versions.artifacts(model, version));
        versions.delete(model, version);
    }

    /** Deletes a model with all its versions and their bytes, when it has no aliases. */
    public void deleteModel(String model) {
        lock(model);
        refuseWhilePointedAt(model, aliases.findByModelInOrderByAlias(List.of(model)));
        leave(versions.artifacts(model));
        models.delete(model);
    }

    private void leave(List<String> artifacts) {
        orphans.left(artifacts.stream()
                .flatMap(document -> TrainedVersion.artifacts(document).stream())
                .map(NewVersion.Artifact::sha256)
                .toList());
    }

    /** Nobody else changes the model until this is over, and everybody is told when it is. */
    private TrainedModel lock(String model) {
        Optional<TrainedModel> locked = models.lock(model);
        if (locked.isEmpty()) {
            found.find(model); // throws, and says what is near
        }
        events.publishEvent(new ModelChanged(model));
        return locked.orElseThrow();
    }

    private static void refuseWhilePointedAt(String what, List<Alias> pointing) {
        if (!pointing.isEmpty()) {
            throw Problem.conflict("%s cannot be deleted while an alias points there: delete or move %s first"
                    .formatted(what, pointing.stream().map(Alias::alias).collect(Collectors.joining(", "))));
        }
    }

    private static void checkName(String alias) {
        if (alias.equals(Models.LATEST)) {
            throw Problem.conflict("'latest' is always the newest version that can be served; it cannot be moved");
        }
        if (!NAME.matcher(alias).matches() || DIGITS.matcher(alias).matches()) {
            throw Problem.invalidParameter(
                    "'%s' cannot be an alias; it is [a-z0-9][a-z0-9._-]{0,62} and not a number".formatted(alias));
        }
    }

    private static void check(String alias, Optional<Alias> present, @Nullable String ifMatch) {
        boolean holds = ifMatch == null
                || present.map(Alias::etag)
                        .map(etag -> ifMatch.equals("*")
                                || List.of(ifMatch.split("\\s*,\\s*")).contains(etag))
                        .orElse(false);
        if (!holds) {
            throw new Problem(
                    ProblemType.PRECONDITION_FAILED,
                    present.map(now -> "alias %s is at %s (version %d), and If-Match asks for %s"
                                    .formatted(alias, now.etag(), now.version(), ifMatch))
                            .orElse("alias %s does not exist, and If-Match asks for %s".formatted(alias, ifMatch)));
        }
    }
}
