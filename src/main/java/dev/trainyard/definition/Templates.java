package dev.trainyard.definition;

import dev.trainyard.json.Json;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The ready definitions, one for each technique that is offered. */
@Component
public class Templates {

    private static final List<String> NAMES = List.of(
            "mlp-classifier",
            "mlp-regressor",
            "rbm",
            "autoencoder",
            "gan",
            "gan-pictures",
            "gan-super-resolution",
            "gan-inpainting",
            "gan-colouring",
            "autoencoder-pictures",
            "rbm-pictures",
            "rbm-topics",
            "vae",
            "playground",
            "cnn",
            "keras-mnist-quickstart",
            "lstm-many-to-one",
            "rnn-one-to-one",
            "rnn-one-to-many",
            "rnn-many-to-many",
            "rnn-forecast",
            "strokes",
            "text-classifier",
            "text-generation",
            "translation",
            "word-reader",
            "captioning",
            "clips");

    private final Map<String, Template> byName = read();

    public Collection<Template> all() {
        return byName.values();
    }

    /** @throws Problem {@code not_found} */
    public Template find(String name) {
        Template template = byName.get(name);
        if (template == null) {
            String known = String.join(", ", NAMES);
            throw Problem.notFound(NearestName.of(name, NAMES)
                    .map(nearest -> "there is no template '%s'; did you mean '%s'? There are: %s"
                            .formatted(name, nearest, known))
                    .orElse("there is no template '%s'; there are: %s".formatted(name, known)));
        }
        return template;
    }

    private static Map<String, Template> read() {
        Map<String, Template> templates = new LinkedHashMap<>();
        NAMES.forEach(name -> templates.put(name, read(name)));
        return Collections.unmodifiableMap(templates);
    }

    private static Template read(String name) {
        try (InputStream file = Templates.class.getResourceAsStream("/templates/definitions/" + name + ".json")) {
            return Json.mapper().readValue(file, Template.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
