package dev.trainyard.model.web;

import dev.trainyard.model.ModelChanges;
import dev.trainyard.model.PromotionRule;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Says when a new version of a model takes an alias over. */
@RestController
@ApiRole
@RequestMapping("/api/v1/models/{name}/promotion")
@Tag(name = "Models")
class PromotionController {

    private final ModelChanges changes;

    PromotionController(ModelChanges changes) {
        this.changes = changes;
    }

    @PutMapping
    @Operation(
            operationId = "putPromotion",
            summary = "Say when new versions take an alias over",
            description =
                    "Each version that is published from then on, and can be served, is compared by the metric with the one that"
                            + " has the alias; where there is none it takes it. The alias's history tells why it moved.")
    @ApiResponse(responseCode = "200", description = "The rule")
    @NoSuchModel
    Promotion put(@PathVariable @Parameter(example = "admissions") String name, @RequestBody Promotion asked) {
        changes.promote(name, asked.rule());
        return asked;
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "deletePromotion", summary = "Let aliases move by hand only")
    @ApiResponse(responseCode = "204", description = "There is no rule any more")
    @NoSuchModel
    void delete(@PathVariable @Parameter(example = "admissions") String name) {
        changes.promote(name, null);
    }

    /** When a new version takes an alias over. */
    @Schema(name = "PromotionRule")
    record Promotion(
            @Schema(example = "test/accuracy >= champion") String promoteIf) {

        Promotion {
            if (promoteIf == null) {
                throw new IllegalArgumentException("promoteIf is missing; it is such as \"test/accuracy >= champion\"");
            }
            promoteIf = PromotionRule.parse(promoteIf).text();
        }

        PromotionRule rule() {
            return PromotionRule.parse(promoteIf);
        }
    }
}
