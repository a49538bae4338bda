package dev.trainyard.model;

import dev.trainyard.dataset.DatasetDependants;
import java.util.List;
import org.springframework.stereotype.Service;

/** Versions need the data sets they were made from, to be explained and made again. */
@Service
class ModelDependants implements DatasetDependants {

    private final TrainedVersions versions;

    ModelDependants(TrainedVersions versions) {
        this.versions = versions;
    }

    @Override
    public List<String> of(String datasetId) {
        return versions.trainedOn(datasetId).stream()
                .map(version -> "model %s version %d".formatted(version.getModel(), version.getVersion()))
                .toList();
    }
}
