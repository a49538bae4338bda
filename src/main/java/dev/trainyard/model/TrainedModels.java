package dev.trainyard.model;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of {@code model}. */
interface TrainedModels extends Repository<TrainedModel, String> {

    Optional<TrainedModel> findByName(String name);

    /** Waits for its turn: whoever enters versions or moves aliases of a model holds its row. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select model from TrainedModel model where model.name = :name")
    Optional<TrainedModel> lock(String name);

    @Modifying
    @Query(value = "insert into model (name) values (:name) on conflict do nothing", nativeQuery = true)
    void make(String name);

    @Modifying
    @Query("delete from TrainedModel model where model.name = :name")
    void delete(String name);

    @Query("""
            select model from TrainedModel model where column(model.tenant as String) = :tenant
            order by model.createdAt desc, model.name desc""")
    List<TrainedModel> newest(String tenant, Limit limit);

    @Query("""
            select model from TrainedModel model
            where column(model.tenant as String) = :tenant and model.createdAt <= :createdAt
                and (model.createdAt < :createdAt or model.name < :name)
            order by model.createdAt desc, model.name desc""")
    List<TrainedModel> older(String tenant, Instant createdAt, String name, Limit limit);

    @Query("""
            select model.name from TrainedModel model where column(model.tenant as String) = :tenant
            order by model.createdAt desc""")
    List<String> names(String tenant, Limit limit);
}
