package dev.trainyard.model;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lets new versions take an alias over where the model's rule says so. */
@Component
class Promotions {

    private final Aliases aliases;
    private final AliasHistory history;
    private final TrainedVersions versions;

    Promotions(Aliases aliases, AliasHistory history, TrainedVersions versions) {
        this.aliases = aliases;
        this.history = history;
        this.versions = versions;
    }

    /** Whoever calls holds the model's row. */
    void consider(TrainedModel model, TrainedVersion newcomer) {
        String rule = model.promoteIf();
        if (rule != null && newcomer.unservable() == null) {
            consider(PromotionRule.parse(rule), newcomer);
        }
    }

    private void consider(PromotionRule rule, TrainedVersion newcomer) {
        Optional<Alias> alias = aliases.findByModelAndAlias(newcomer.model(), rule.alias());
        Map<String, Double> holder = alias.flatMap(held -> versions.findByModelAndVersion(held.model(), held.version()))
                .map(TrainedVersion::metrics)
                .orElse(null);
        String reason = rule.reason(newcomer.metrics(), holder);
        if (reason != null) {
            Traffic traffic = Traffic.to(newcomer.version());
            Alias moved = alias.orElseGet(() -> new Alias(newcomer.model(), rule.alias(), newcomer.version()));
            moved.pointAt(traffic);
            aliases.saveAndFlush(moved);
            history.moved(newcomer.model(), rule.alias(), traffic, reason);
        }
    }
}
