package dev.trainyard.prediction.web;

import dev.trainyard.idempotency.Creates;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Predictions over a whole data set, which are not built. */
@Hidden
@RestController
@ApiRole
class BatchPredictionController {

    @Creates
    @PostMapping({
        "/api/v1/models/{name}/batch-predictions",
        "/api/v1/models/{name}/versions/{version}/batch-predictions"
    })
    void start() {
        throw Problem.notAvailable(
                "jobs that predict over a data set are not built yet; its rows can be sent line by line to predict, as application/x-ndjson");
    }
}
