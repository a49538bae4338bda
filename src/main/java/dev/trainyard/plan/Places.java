package dev.trainyard.plan;

import dev.trainyard.definition.KerasModel;
import dev.trainyard.definition.keras.Translation;
import dev.trainyard.problem.Violation;
import java.util.List;

/** Where violations of a job are in the request: a kept definition is not in it, and a model of Keras is written otherwise. */
record Places(JobSpec spec) {

    private static final String DEFINITION = "/definition";

    List<Violation> of(List<Violation> found) {
        if (spec.definition() instanceof KerasModel keras) {
            Translation translation = keras.translation();
            return found.stream()
                    .map(violation -> atKeras(violation, translation))
                    .toList();
        }
        return spec.definition() != null
                ? found
                : found.stream().map(Places::atId).toList();
    }

    private static Violation atKeras(Violation violation, Translation translation) {
        return violation.pointer().startsWith(DEFINITION + "/")
                ? translation
                        .atSource(new Violation(
                                violation.pointer().substring(DEFINITION.length()),
                                violation.code(),
                                violation.message()))
                        .under(DEFINITION)
                : violation;
    }

    private static Violation atId(Violation violation) {
        return violation.pointer().startsWith(DEFINITION + "/")
                ? new Violation(
                        "/definitionId",
                        violation.code(),
                        "%s of the kept definition: %s"
                                .formatted(violation.pointer().substring(DEFINITION.length()), violation.message()))
                : violation;
    }
}
