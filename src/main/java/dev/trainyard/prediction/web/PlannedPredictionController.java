package dev.trainyard.prediction.web;

import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the contract names and is not built yet. */
@Hidden
@RestController
@ApiRole
class PlannedPredictionController {

    @PostMapping({
        "/api/v1/models/{name}/{operation:generate}",
        "/api/v1/models/{name}/versions/{version}/{operation:generate}"
    })
    void refuse(@PathVariable String operation) {
        throw Problem.notAvailable("'%s' is not built yet; models can be asked by 'predict'".formatted(operation));
    }
}
