package dev.trainyard.model;

import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds models and their versions; what does not exist is a {@code not_found} that names what is near. */
@Service
@Transactional(readOnly = true)
public class Models {

    /** The alias that is always there: the newest version that can be served. */
    public static final String LATEST = "latest";

    private static final int MOST_NAMES = 1000;
    private static final int MOST_LISTED = 10_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final TrainedModels models;
    private final TrainedVersions versions;
    private final Aliases aliases;
    private final AliasHistory history;

    Models(TrainedModels models, TrainedVersions versions, Aliases aliases, AliasHistory history) {
        this.models = models;
        this.versions = versions;
        this.aliases = aliases;
        this.history = history;
    }

    public Page<ModelOverview> page(PageRequest request) {
        Limit limit = Limit.of(request.limitAndOne());
        String after = request.after();
        List<TrainedModel> found = after == null ? models.newest(Tenant.current(), limit) : olderThan(after, limit);
        return Page.of(overviews(found), request, ModelOverview::name);
    }

    private List<TrainedModel> olderThan(String after, Limit limit) {
        TrainedModel last = models.findByName(after)
                .orElseThrow(() -> Problem.invalidParameter(
                        "after is '%s', which is no model; take it from nextAfter".formatted(after)));
        return models.older(Tenant.current(), last.createdAt(), last.name(), limit);
    }

    public ModelOverview find(String name) {
        return overviews(List.of(model(name))).get(0);
    }

    private List<ModelOverview> overviews(List<TrainedModel> found) {
        List<String> names = found.stream().map(TrainedModel::name).toList();
        Map<String, VersionCount> counts =
                counts(names).stream().collect(Collectors.toMap(VersionCount::model, Function.identity()));
        Map<String, List<Alias>> pointing =
                aliases.findByModelInOrderByAlias(names).stream().collect(Collectors.groupingBy(Alias::model));
        return found.stream()
                .map(model -> overview(
                        model,
                        counts.getOrDefault(model.name(), new VersionCount(model.name(), 0, 0, null)),
                        pointing.getOrDefault(model.name(), List.of())))
                .toList();
    }

    private static ModelOverview overview(TrainedModel model, VersionCount count, List<Alias> pointing) {
        Map<String, Integer> targets = new TreeMap<>();
        pointing.forEach(alias -> targets.put(alias.alias(), alias.version()));
        if (count.latest() != null) {
            targets.put(LATEST, count.latest());
        }
        return new ModelOverview(
                model.name(), model.createdAt(), count.versions(), count.latest(), targets, model.promoteIf());
    }

    /** The versions of a model, newest first. */
    public Page<TrainedVersion> versions(String name, PageRequest request) {
        model(name);
        String after = request.after();
        int before = after == null ? Integer.MAX_VALUE : number(after);
        List<TrainedVersion> found = versions.before(Tenant.current(), name, before, Limit.of(request.limitAndOne()));
        return Page.of(found, request, version -> Integer.toString(version.version()));
    }

    private static int number(String after) {
        if (!NUMBER.matcher(after).matches()) {
            throw Problem.invalidParameter(
                    "after is '%s'; it is the number of a version, from nextAfter".formatted(after));
        }
        return Integer.parseInt(after);
    }

    /**
     * A version with all that is known of it.
     *
     * @param version its number, an alias, or {@code latest}
     */
    public TrainedVersion version(String name, String version) {
        int number = resolve(name, version);
        return versions.findByModelAndVersion(name, number).orElseThrow(() -> noSuchVersion(name, version));
    }

    /**
     * What is needed to serve a version.
     *
     * @param version its number, an alias, or {@code latest}
     */
    public ServedVersion served(String name, String version) {
        int number = resolve(name, version);
        return versions.served(name, number).orElseThrow(() -> noSuchVersion(name, version));
    }

    /** The newest versions of a model with what is needed to serve them, at most 1,000, newest first. */
    public List<ServedVersion> served(String name) {
        model(name);
        return versions.served(name, Limit.of(MOST_NAMES));
    }

    /** The versions of all models with what is needed to serve them, at most 10,000, by name, newest first. */
    public List<ServedVersion> served() {
        return versions.served(Limit.of(MOST_LISTED));
    }

    /** The numbers of its newest versions that can be served, the oldest of them first. */
    public List<Integer> servable(String name) {
        return served(name).stream()
                .filter(version -> version.unservable() == null)
                .map(ServedVersion::version)
                .sorted()
                .toList();
    }

    /** Whether this is no name that somebody has given to a version. */
    static boolean isNoAlias(String version) {
        return version.equals(LATEST) || NUMBER.matcher(version).matches();
    }

    /** Which versions the calls of an alias go to. */
    public Traffic traffic(String name, String alias) {
        return aliases.findByModelAndAlias(name, alias)
                .orElseThrow(() -> noSuchVersion(name, alias))
                .traffic();
    }

    /** Where an alias pointed, newest first. */
    public List<AliasHistory.Move> history(String name, String alias) {
        model(name);
        List<AliasHistory.Move> moves = history.of(name, alias);
        if (moves.isEmpty()) {
            throw noSuchVersion(name, alias);
        }
        return moves;
    }

    /** A version in short. */
    public ModelCard card(String name, String version) {
        TrainedVersion found = version(name, version);
        return ModelCard.of(found, aliasesOf(found));
    }

    /** The names of a version besides its number. */
    public List<String> aliasesOf(TrainedVersion version) {
        List<String> names = new ArrayList<>();
        aliases.findByModelAndVersionOrderByAlias(version.model(), version.version())
                .forEach(alias -> names.add(alias.alias()));
        boolean latest = count(version.model())
                .map(count -> Integer.valueOf(version.version()).equals(count.latest()))
                .orElse(false);
        if (latest) {
            names.add(LATEST);
        }
        return names;
    }

    public Alias alias(String name, String alias) {
        model(name);
        return aliases.findByModelAndAlias(name, alias).orElseThrow(() -> noSuchVersion(name, alias));
    }

    private int resolve(String name, String version) {
        if (NUMBER.matcher(version).matches()) {
            return Integer.parseInt(version);
        }
        if (version.equals(LATEST)) {
            return latest(name);
        }
        return aliases.findByModelAndAlias(name, version)
                .map(Alias::version)
                .orElseThrow(() -> noSuchVersion(name, version));
    }

    private int latest(String name) {
        VersionCount count = count(name).orElseThrow(() -> noSuchVersion(name, LATEST));
        if (count.latest() == null) {
            String reason = versions.served(name, count.newest())
                    .map(ServedVersion::unservable)
                    .orElse("");
            throw new Problem(
                    ProblemType.UNAVAILABLE,
                    "no version of %s can be served; the newest, %d, cannot because: %s"
                            .formatted(name, count.newest(), reason));
        }
        return count.latest();
    }

    private Optional<VersionCount> count(String name) {
        return counts(List.of(name)).stream().findFirst();
    }

    private List<VersionCount> counts(List<String> names) {
        return versions.count(Tenant.current(), names);
    }

    private TrainedModel model(String name) {
        return models.findByName(name).orElseThrow(() -> noSuchModel(name));
    }

    private Problem noSuchModel(String name) {
        return Problem.notFound(NearestName.of(name, models.names(Tenant.current(), Limit.of(MOST_NAMES)))
                .map(nearest -> "there is no model '%s'; did you mean '%s'?".formatted(name, nearest))
                .orElse("there is no model '%s'; GET /api/v1/models lists them".formatted(name)));
    }

    /** Works out why there is nothing: the model, the number or the alias. */
    private Problem noSuchVersion(String name, String version) {
        if (models.findByName(name).isEmpty()) {
            return noSuchModel(name);
        }
        if (isNoAlias(version)) {
            return Problem.notFound(count(name)
                    .map(count -> "%s has no version %s; the newest is %d".formatted(name, version, count.newest()))
                    .orElse("%s has no versions".formatted(name)));
        }
        List<String> known = new ArrayList<>(List.of(LATEST));
        aliases.findByModelInOrderByAlias(List.of(name)).forEach(alias -> known.add(alias.alias()));
        return Problem.notFound(NearestName.of(version, known)
                .map(nearest -> "%s has no alias '%s'; did you mean '%s'?".formatted(name, version, nearest))
                .orElse("%s has no alias '%s'; it has %s".formatted(name, version, String.join(", ", known))));
    }
}
