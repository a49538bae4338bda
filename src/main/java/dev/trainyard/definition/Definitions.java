package dev.trainyard.definition;

import dev.trainyard.definition.keras.Translation;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import dev.trainyard.tenant.Tenant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The definitions that callers keep. */
@Component
@Transactional
public class Definitions {

    private static final String AFTER_ALL = "def_~";

    private final StoredDefinitions stored;

    Definitions(StoredDefinitions stored) {
        this.stored = stored;
    }

    /**
     * Keeps a definition.
     *
     * @throws Problem {@code invalid_definition} when it could run on no data whatever
     */
    public StoredDefinition add(ModelDefinition definition) {
        return definition instanceof KerasModel keras ? add(keras.translation()) : add(definition, List.of());
    }

    private StoredDefinition add(Translation keras) {
        ModelDefinition definition = keras.definition();
        if (definition == null) {
            throw refused(keras.violations());
        }
        return add(
                definition,
                Soundness.violations(definition).stream().map(keras::atSource).toList());
    }

    private StoredDefinition add(ModelDefinition definition, List<Violation> known) {
        List<Violation> violations = known.isEmpty() ? Soundness.violations(definition) : known;
        if (!violations.isEmpty()) {
            throw refused(violations);
        }
        return stored.save(new StoredDefinition(definition));
    }

    private static Problem refused(List<Violation> violations) {
        return new Problem(
                ProblemType.INVALID_DEFINITION,
                violations.get(0).pointer() + ": " + violations.get(0).message(),
                violations);
    }

    /** @throws Problem {@code not_found} */
    @Transactional(readOnly = true)
    public StoredDefinition find(String id) {
        StoredDefinition found = stored.findById(id);
        if (found == null) {
            throw notFound(id);
        }
        return found;
    }

    @Transactional(readOnly = true)
    public Page<StoredDefinition> list(PageRequest page, @Nullable String name) {
        String after = page.after() == null ? AFTER_ALL : page.after();
        List<StoredDefinition> found =
                stored.list(Tenant.current(), after, name == null ? "" : name, Limit.of(page.limitAndOne()));
        return Page.of(found, page, StoredDefinition::getId);
    }

    /** @throws Problem {@code not_found} */
    public void delete(String id) {
        if (stored.deleteAllById(id) == 0) {
            throw notFound(id);
        }
    }

    private static Problem notFound(String id) {
        return Problem.notFound("there is no definition '%s'".formatted(id));
    }
}
