package dev.trainyard.install;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Which environment variables mean something: to our code, to Spring's, or to the JVM. */
final class Variables {

    private static final Set<String> OF_THE_JVM = Set.of("JAVA_TOOL_OPTIONS");

    private final Set<String> ours = Settings.read().keySet();
    private final Set<String> springs = ofSpring();

    boolean isRead(String name) {
        return OF_THE_JVM.contains(name)
                || ours.contains(name)
                || springs.stream().anyMatch(property -> isReadAs(name, property));
    }

    /** Spring's own binder says whether it finds the property under that name. */
    private static boolean isReadAs(String name, String property) {
        return name.equals(Settings.variable(property))
                && new Binder(ConfigurationPropertySources.from(new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(name, "value"))))
                        .bind(property, Bindable.of(String.class))
                        .isBound();
    }

    /** What the metadata of the libraries lists. */
    private static Set<String> ofSpring() {
        try {
            Set<String> names = new HashSet<>();
            for (URL metadata : Collections.list(
                    Variables.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
                try (Reader text = new InputStreamReader(metadata.openStream(), StandardCharsets.UTF_8)) {
                    for (JsonElement property :
                            JsonParser.parseReader(text).getAsJsonObject().getAsJsonArray("properties")) {
                        names.add(property.getAsJsonObject().get("name").getAsString());
                    }
                }
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
