package dev.trainyard.console;

import dev.trainyard.job.FollowUp;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Optimizer;
import dev.trainyard.plan.Schedule;
import dev.trainyard.prediction.Explanation;
import dev.trainyard.prediction.Prediction;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Tells generated clients which member of a family of schemas they have, by the values of the field that tells them apart. */
@Component
@SuppressWarnings("rawtypes") // as the document has them
class SchemaFamilies implements GlobalOpenApiCustomizer {

    static final List<Class<?>> BY_TYPE = List.of(Examples.class, FollowUp.class, Optimizer.class, Schedule.class);
    static final List<String> BY_FIELD = List.of("Explanation", "Prediction");

    private static final String COMPONENTS = "#/components/schemas/";

    @Override
    public void customise(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        BY_TYPE.forEach(family -> map(family, schemas));
    }

    private static void map(Class<?> family, Map<String, Schema> schemas) {
        Schema schema = schemas.get(family.getSimpleName());
        if (schema != null && schema.getDiscriminator() != null) {
            ByTypeName.membersOf(family).forEach((type, member) -> {
                if (schemas.containsKey(nameOf(member))) {
                    schema.getDiscriminator().mapping(type, COMPONENTS + nameOf(member));
                    schemas.computeIfPresent(nameOf(member), (name, own) -> inherits(own, family));
                }
            });
        }
    }

    /** A member that some field has by itself was described without its family. */
    private static Schema inherits(Schema member, Class<?> family) {
        return member.getAllOf() != null
                ? member
                : new Schema<>().allOf(List.of(new Schema<>().$ref(COMPONENTS + family.getSimpleName()), member));
    }

    private static String nameOf(Class<?> member) {
        var described = member.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return described == null || described.name().isEmpty() ? member.getSimpleName() : described.name();
    }

    /** The names of those that no field tells apart. */
    static Set<String> membersByField(String family) {
        Class<?> type = family.equals("Prediction") ? Prediction.class : Explanation.class;
        return Stream.of(type.getPermittedSubclasses())
                .map(SchemaFamilies::nameOf)
                .collect(Collectors.toSet());
    }
}
