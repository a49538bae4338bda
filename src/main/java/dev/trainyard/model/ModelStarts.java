package dev.trainyard.model;

import dev.trainyard.plan.InitFrom;
import dev.trainyard.plan.StartingPoint;
import dev.trainyard.problem.Problem;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the versions of models that jobs start from. */
@Component
class ModelStarts implements StartingPoint.Source {

    private static final String PARAMETERS = "parameters.safetensors";

    private final Models models;

    ModelStarts(Models models) {
        this.models = models;
    }

    @Override
    public Optional<StartingPoint> find(InitFrom from) {
        return Optional.ofNullable(from.model()).map(model -> of(models.version(model, from.versionOrLatest()), from));
    }

    private static StartingPoint of(TrainedVersion version, InitFrom from) {
        NewVersion.Artifact parameters = version.artifacts().stream()
                .filter(artifact -> artifact.name().equals(PARAMETERS))
                .findFirst()
                .orElseThrow(() -> Problem.conflict("version %d of %s holds no %s, so no training can start from it"
                        .formatted(version.version(), version.model(), PARAMETERS)));
        return new StartingPoint(
                from.withVersion(version.version()),
                version.provenance().resolved().layers(),
                parameters.sha256(),
                false);
    }
}
