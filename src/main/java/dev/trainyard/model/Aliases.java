package dev.trainyard.model;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The rows of {@code model_alias}; {@code latest} is not among them. */
interface Aliases extends Repository<Alias, Long> {

    Alias saveAndFlush(Alias alias);

    void delete(Alias alias);

    Optional<Alias> findByModelAndAlias(String model, String alias);

    List<Alias> findByModelInOrderByAlias(Collection<String> models);

    List<Alias> findByModelAndVersionOrderByAlias(String model, int version);
}
