package dev.trainyard.dataset.web;

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
@RequestMapping("/api/v1/datasets/uploads")
class PlannedUploadController {

    @PostMapping({"", "/{upload}/complete"})
    void upload() {
        throw Problem.notAvailable(
                "uploads in parts straight to the store are not built yet; POST /datasets streams any size");
    }
}
