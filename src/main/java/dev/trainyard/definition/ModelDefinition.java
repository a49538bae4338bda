package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** A network as its user describes it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "kind")
@JsonInclude(JsonInclude.Include.NON_NULL)
@InvalidAs(ProblemType.INVALID_DEFINITION)
@JsonTypeIdResolver(ByTypeName.class)
@Schema(
        type = "object",
        description = "A network. `GET /api/v1/definitions/schema` describes it in full.",
        example = """
                {"name":"admissions-mlp","kind":"sequential","layers":[\
                {"type":"dense","units":2,"activation":"sigmoid"},{"type":"dense","units":"auto","activation":"auto"}]}""")
public sealed interface ModelDefinition permits Sequential, Graph, Rbm, Gan, Vae, KerasModel {

    @Nullable
    String name();
}
