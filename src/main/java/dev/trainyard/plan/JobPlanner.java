package dev.trainyard.plan;

import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.dataset.ReadyDatasets;
import dev.trainyard.definition.Definitions;
import dev.trainyard.definition.KerasModel;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.keras.Translation;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.webhook.Webhooks;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Finds what a job names, and works the job out. */
@Component
@EnableConfigurationProperties(PlanSettings.class)
class JobPlanner implements Planner {

    private final ReadyDatasets datasets;
    private final Function<String, ModelDefinition> definitions;
    private final PlanSettings settings;
    private final Function<ResolvedJob, Plan.@Nullable QueueOutlook> queue;
    private final Function<InitFrom, StartingPoint> starts;
    private final Predicate<String> webhooks;

    @Autowired
    JobPlanner(
            ReadyDatasets datasets,
            Definitions definitions,
            PlanSettings settings,
            ObjectProvider<Queue> queue,
            ObjectProvider<StartingPoint.Source> starts,
            Webhooks webhooks) {
        this(
                datasets,
                id -> definitions.find(id).definition(),
                settings,
                job -> {
                    Queue present = queue.getIfAvailable();
                    return present == null ? null : present.outlook(job);
                },
                from -> found(from, starts),
                webhooks::isKnown);
    }

    private static StartingPoint found(InitFrom from, ObjectProvider<StartingPoint.Source> starts) {
        return starts.stream()
                .flatMap(source -> source.find(from).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody knows " + from.words()));
    }

    JobPlanner(
            ReadyDatasets datasets,
            Function<String, ModelDefinition> definitions,
            PlanSettings settings,
            Function<ResolvedJob, Plan.@Nullable QueueOutlook> queue,
            Function<InitFrom, StartingPoint> starts,
            Predicate<String> webhooks) {
        this.datasets = datasets;
        this.definitions = definitions;
        this.settings = settings;
        this.queue = queue;
        this.starts = starts;
        this.webhooks = webhooks;
    }

    @Override
    public Plan plan(JobSpec spec) {
        Remarks remarks = new Remarks();
        checkWebhooks(spec.webhooks() == null ? List.of() : spec.webhooks(), remarks);
        ReadyDataset dataset = dataset(spec, remarks);
        ModelDefinition definition = translated(definition(spec, remarks), remarks);
        if (dataset == null || definition == null) {
            return Plan.refused(remarks.violations());
        }
        Given given = new Given(
                spec,
                definition,
                dataset,
                part(spec.split().validationDatasetId()),
                part(spec.split().testDatasetId()),
                start(spec.training().initFrom()));
        Plan plan = new Draft(given, settings.memory().toBytes(), remarks).plan();
        ResolvedJob resolved = plan.resolved();
        return plan.valid() && resolved != null ? plan.at(queue.apply(resolved)) : plan;
    }

    private void checkWebhooks(List<String> ids, Remarks remarks) {
        for (int i = 0; i < ids.size(); i++) {
            if (!webhooks.test(ids.get(i))) {
                String pointer = "/webhooks/" + i;
                remarks.violation(
                        pointer,
                        "unknown_webhook",
                        "there is no webhook '%s'; POST /api/v1/webhooks makes one, and a job names it by its id"
                                .formatted(ids.get(i)),
                        Suggestion.remove(pointer));
            }
        }
    }

    private @Nullable ReadyDataset dataset(JobSpec spec, Remarks remarks) {
        if (spec.datasetId() == null) {
            remarks.violation("/datasetId", "missing_field", "datasetId is missing: say which data set to learn from");
            return null;
        }
        return datasets.find(spec.datasetId());
    }

    private @Nullable ModelDefinition definition(JobSpec spec, Remarks remarks) {
        if (spec.definition() != null && spec.definitionId() != null) {
            remarks.violation(
                    "/definitionId",
                    "two_definitions",
                    "there is a definition and a definitionId; one of them is enough",
                    Suggestion.remove("/definitionId"));
            return null;
        }
        if (spec.definitionId() != null) {
            return definitions.apply(spec.definitionId());
        }
        if (spec.definition() == null) {
            remarks.violation(
                    "/definition",
                    "missing_field",
                    "definition is missing: describe the network there, or name a kept one as definitionId");
        }
        return spec.definition();
    }

    /** What a Keras model is a translation of is not known to the rest of planning. */
    private static @Nullable ModelDefinition translated(@Nullable ModelDefinition definition, Remarks remarks) {
        if (!(definition instanceof KerasModel keras)) {
            return definition;
        }
        Translation translation = keras.translation();
        translation.violations().forEach(violation -> remarks.violation(violation.under("/definition")));
        translation.layers().stream()
                .filter(layer -> layer.to() != null && !layer.notes().isEmpty())
                .forEach(layer -> remarks.warning(
                        "keras_mapped",
                        "%s '%s': %s".formatted(layer.className(), layer.name(), String.join("; ", layer.notes()))));
        return translation.definition();
    }

    private @Nullable StartingPoint start(@Nullable InitFrom from) {
        return from == null ? null : starts.apply(from);
    }

    private @Nullable ReadyDataset part(@Nullable String id) {
        return id == null ? null : datasets.find(id);
    }
}
