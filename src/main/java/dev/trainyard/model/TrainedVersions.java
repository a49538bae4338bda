package dev.trainyard.model;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of {@code model_version}. */
interface TrainedVersions extends Repository<TrainedVersion, Long> {

    TrainedVersion saveAndFlush(TrainedVersion version);

    Optional<TrainedVersion> findByModelAndVersion(String model, int version);

    @Query("""
            select version from TrainedVersion version
            where column(version.tenant as String) = :tenant and version.model = :model and version.version < :before
            order by version.version desc""")
    List<TrainedVersion> before(String tenant, String model, int before, Limit limit);

    /** What is needed to serve a version, without reading its documents. */
    @Query("""
            select new dev.trainyard.model.ServedVersion(version.model, version.version, version.unservable, version.bundle)
            from TrainedVersion version
            where version.model = :model and version.version = :number""")
    Optional<ServedVersion> served(String model, int number);

    /** The newest versions with what is needed to serve them, newest first. */
    @Query("""
            select new dev.trainyard.model.ServedVersion(version.model, version.version, version.unservable, version.bundle)
            from TrainedVersion version
            where version.model = :model
            order by version.version desc""")
    List<ServedVersion> served(String model, Limit limit);

    /** The versions of all models with what is needed to serve them, by name, newest first. */
    @Query("""
            select new dev.trainyard.model.ServedVersion(version.model, version.version, version.unservable, version.bundle)
            from TrainedVersion version
            order by version.model, version.version desc""")
    List<ServedVersion> served(Limit limit);

    /** How many versions each model has, and which is the newest, and the newest that can be served. */
    @Query("""
            select new dev.trainyard.model.VersionCount(version.model, count(version), max(version.version),
                max(case when version.unservable is null then version.version else null end))
            from TrainedVersion version
            where column(version.tenant as String) = :tenant and version.model in :models
            group by version.model""")
    List<VersionCount> count(String tenant, Collection<String> models);

    @Query("""
            select version.model as model, version.version as version from TrainedVersion version
            where array_contains(version.datasets, :dataset)
            order by version.model, version.version""")
    List<Numbered> trainedOn(String dataset);

    /** The lists of their files, as they are kept. */
    @Query("select version.artifacts from TrainedVersion version where version.model = :model")
    List<String> artifacts(String model);

    @Query(
            "select version.artifacts from TrainedVersion version where version.model = :model and version.version = :number")
    List<String> artifacts(String model, int number);

    @Modifying
    @Query("delete from TrainedVersion version where version.model = :model and version.version = :number")
    int delete(String model, int number);

    /** A version by its number. */
    interface Numbered {
        String getModel();

        int getVersion();
    }
}
