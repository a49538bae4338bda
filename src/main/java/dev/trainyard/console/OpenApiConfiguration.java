package dev.trainyard.console;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The head of the OpenAPI document; the operations are described beside their code. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String KEY = "key";
    private static final String TENANT = "tenant";
    private static final String DESCRIPTION = """
            Trains neural networks and serves them.

            Upload a data set (or make a sample), describe a network, post a job, watch it, and ask the model it made.
            Errors are `application/problem+json` (RFC 9457) whose `errors` point at each field that is wrong and, where
            there is an obvious one, carry the JSON Patch operation that would mend it.
            """;

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info().title("Trainyard").version("v1").description(DESCRIPTION))
                .components(new Components().addSecuritySchemes(KEY, key()).addSecuritySchemes(TENANT, tenant()))
                .security(List.of(
                        new SecurityRequirement().addList(KEY),
                        new SecurityRequirement().addList(KEY).addList(TENANT),
                        new SecurityRequirement()))
                .servers(List.of(new Server().url("/").description("this service")))
                .tags(List.of(
                        tag(
                                "Datasets",
                                "Uploaded tables, pictures, sequences and texts: typed, profiled, every rejected row explained."),
                        tag("Definitions", "Networks: templates, stored definitions, and the schema of all layers."),
                        tag("Plans", "What a job would be, before it runs."),
                        tag("Jobs", "Training: submit, watch, stop."),
                        tag("Models", "What jobs made: versions, aliases, evaluations, artifacts."),
                        tag("Predictions", "Ask a model."),
                        tag("Workers", "Who trains."),
                        tag("Keys", "Who may call, where `TRAINYARD_SECURITY` is `keys` or `oidc`."),
                        tag("Webhooks", "Tell others what happens here."),
                        tag("Health", "Whether the service is ready.")));
    }

    /** Last of all, as what others say is in the document then. */
    @Bean
    GlobalOpenApiCustomizer clientSchemas() {
        return new ClientSchemas();
    }

    private static SecurityScheme key() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(
                        "A key `ty_...`, where `TRAINYARD_SECURITY` is `keys` or `oidc`, or with `oidc` a token of the issuer;"
                                + " nothing where security is off.");
    }

    private static SecurityScheme tenant() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name("X-Tenant")
                .description("Whose things an operator works with in this request; without it, those of its own tenant."
                        + " Everybody else is answered 403 for another tenant than its own.");
    }

    private static Tag tag(String name, String description) {
        return new Tag().name(name).description(description);
    }
}
