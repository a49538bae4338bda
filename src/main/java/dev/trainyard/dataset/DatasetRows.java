package dev.trainyard.dataset;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of {@code dataset}. */
interface DatasetRows extends Repository<Dataset, String> {

    Dataset saveAndFlush(Dataset dataset);

    Optional<Dataset> findById(String id);

    /** Locks the row, so that only one caller at a time changes it. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select dataset from Dataset dataset where dataset.id = :id")
    Optional<Dataset> lock(String id);

    @Query("""
            select dataset from Dataset dataset
            where column(dataset.tenant as String) = :tenant and dataset.id < :after
                and (:name is null or dataset.name = :name)
                and (:kind is null or dataset.kind = :kind)
                and (:state is null or dataset.state = :state)
                and locate(:tag, dataset.tags) > 0
            order by dataset.id desc""")
    List<Dataset> before(
            String tenant,
            String after,
            @Nullable String name,
            @Nullable String kind,
            @Nullable String state,
            String tag,
            Limit limit);

    void delete(Dataset dataset);
}
