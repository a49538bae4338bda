package dev.trainyard.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code docker-compose.yml} says, for want of an engine that reads it here. */
class ComposeTest {

    private static final Path FILE = Path.of("docker-compose.yml");

    private final Map<String, Map<String, Object>> services = section("services");

    @Test
    void startsTwoWorkersWhenNobodySaysWhat() throws IOException {
        Properties usual = new Properties();
        usual.load(new StringReader(Files.readString(Path.of(".env"))));
        assertThat(started(usual.getProperty("COMPOSE_PROFILES")))
                .containsExactlyInAnyOrder("postgres", "objects", "api", "worker");
        assertThat(services.get("worker"))
                .hasEntrySatisfying("deploy", deploy -> assertThat(deploy).isEqualTo(Map.of("replicas", 2)));
        assertThat(services.get("worker")).doesNotContainKey("volumes"); // each has a folder of its own
    }

    @Test
    void startsWorkersWithCardsOrWatchersWhenAsked() {
        assertThat(started("gpu")).contains("worker-gpu").doesNotContain("worker", "grafana");
        assertThat(started("cpu,obs")).contains("worker", "prometheus", "grafana");
        assertThat(services.get("worker-gpu").get("build")).isEqualTo(Map.of("context", ".", "target", "gpu"));
    }

    @Test
    void setsNothingThatNobodyReads() {
        Variables variables = new Variables();
        for (String name : List.of("api", "worker", "worker-gpu")) {
            assertThat(map(services.get(name).get("environment")).keySet())
                    .filteredOn(variable -> !variable.startsWith("OTEL_"))
                    .allMatch(variables::isRead);
        }
    }

    @Test
    void asksForKeysWhereverOthersCanCall() {
        assertThat(map(services.get("api").get("environment")))
                .containsEntry("TRAINYARD_SECURITY", "${TRAINYARD_SECURITY:-keys}");
        services.forEach((name, service) ->
                ports(service).forEach(port -> assertThat(port).as(name).startsWith("127.0.0.1:")));
    }

    @Test
    void namesNothingThatIsNotThere() {
        Set<String> volumes = section("volumes").keySet();
        Set<String> configs = section("configs").keySet();
        services.forEach((name, service) -> {
            for (Object volume : list(service.get("volumes"))) {
                String source = volume.toString().split(":", 2)[0];
                assertThat(source.startsWith(".") ? Files.isDirectory(Path.of(source)) : volumes.contains(source))
                        .as(source)
                        .isTrue();
            }
            for (Object config : list(service.get("configs"))) {
                assertThat(configs).contains(map(config).get("source").toString());
            }
        });
        section("configs")
                .values()
                .forEach(config ->
                        assertThat(yaml(config.get("content").toString())).isInstanceOf(Map.class));
    }

    private Set<String> started(String profiles) {
        Set<String> started = new TreeSet<>();
        services.forEach((name, service) -> {
            List<?> wanted = list(service.get("profiles"));
            if (wanted.isEmpty() || wanted.stream().anyMatch(List.of(profiles.split(","))::contains)) {
                started.add(name);
            }
        });
        return started;
    }

    private static List<String> ports(Map<String, Object> service) {
        return list(service.get("ports")).stream().map(Object::toString).toList();
    }

    private static Map<String, Map<String, Object>> section(String name) {
        Map<String, Map<String, Object>> entries = new TreeMap<>();
        map(map(yaml(Settings.text(FILE))).get(name))
                .forEach((entry, value) -> entries.put(entry, value == null ? Map.of() : map(value)));
        return entries;
    }

    private static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<?> list(Object value) {
        return value == null ? new ArrayList<>() : (List<?>) value;
    }
}
