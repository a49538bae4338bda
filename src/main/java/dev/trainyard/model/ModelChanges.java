package dev.trainyard.model;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.storage.Orphans;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
    private final Models found;
    private final Orphans orphans;

    ModelChanges(
            TrainedModels models, TrainedVersions versions, Aliases aliases, Models found, Orphans orphans) {
        this.models = models;
        this.versions = versions;
        this.aliases = aliases;
        this.found = found;
        this.orphans = orphans;
    }

    /**
     * Points an alias at a version, making the alias when it is new.
     *
     * @param ifMatch the ETag the alias must have, {@code *} for any, null when it does not matter
     */
    public Alias point(String model, String alias, int version, @Nullable String ifMatch) {
        checkName(alias);
        lock(model);
        Optional<Alias> present = aliases.findByModelAndAlias(model, alias);
        check(alias, present, ifMatch);
        ServedVersion target = found.served(model, Integer.toString(version));
        if (target.unservable() != null) {
            throw Problem.conflict("version %d of %s cannot be served, so no alias may point at it: %s"
                    .formatted(version, model, target.unservable()));
        }
        Alias moved = present.orElseGet(() -> new Alias(model, alias, version));
        moved.pointAt(version);
        return aliases.saveAndFlush(moved);
    }

    public void removeAlias(String model, String alias, @Nullable String ifMatch) {
        checkName(alias);
        lock(model);
        Alias present = found.alias(model, alias);
        check(alias, Optional.of(present), ifMatch);
        aliases.delete(present);
    }

    /** Deletes a version no alias points at; its bytes go when the store is swept. */
    public void deleteVersion(String model, int version) {
        lock(model);
        found.served(model, Integer.toString(version));
        refuseWhilePointedAt(
                "version %d of %s".formatted(version, model),
                aliases.findByModelAndVersionOrderByAlias(model, version));
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

    private void lock(String model) {
        if (models.lock(model).isEmpty()) {
            found.find(model); // throws, and says what is near
        }
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
