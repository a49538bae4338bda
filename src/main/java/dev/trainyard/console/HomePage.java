package dev.trainyard.console;

import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Leads from the root to Swagger UI. */
@Controller
@ApiRole
@Hidden
class HomePage {

    @GetMapping("/")
    String home() {
        return "redirect:/swagger-ui.html";
    }
}
