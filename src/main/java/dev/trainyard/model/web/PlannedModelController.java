package dev.trainyard.model.web;

import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the contract names and is not built yet. */
@Hidden
@RestController
@ApiRole
@RequestMapping("/api/v1/models/{name}/versions/{version}")
class PlannedModelController {

    @PostMapping("/evaluate")
    void evaluate() {
        throw Problem.notAvailable(
                "evaluating a model on another data set is not built yet; GET …/evaluation shows the one of its job");
    }
}
