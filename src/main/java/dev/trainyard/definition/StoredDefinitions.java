package dev.trainyard.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The table {@code definition}. */
interface StoredDefinitions extends Repository<StoredDefinition, String> {

    StoredDefinition save(StoredDefinition definition);

    @Nullable
    StoredDefinition findById(String id);

    int deleteAllById(String id);

    /** Newest first; {@code name} narrows it when it is not empty. */
    @Query("""
            from StoredDefinition d
            where column(d.tenant as String) = :tenant and d.id < :after and (:name = '' or d.name = :name)
            order by d.id desc""")
    List<StoredDefinition> list(String tenant, String after, String name, Limit limit);
}
