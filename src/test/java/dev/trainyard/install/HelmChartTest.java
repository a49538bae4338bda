package dev.trainyard.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;
import org.yaml.snakeyaml.Yaml;

/** The chart through Helm itself; no cluster has seen it. */
class HelmChartTest {

    private static final Path CHART = Path.of("helm/trainyard");
    private static final Path EXAMPLES = Path.of("helm/examples");

    /** What a reading may take by default, twice, for a worker reads two uploads at once; and the service beside it. */
    private static final long BESIDE_TRAINERS =
            DataSize.ofMegabytes(2 * 1536 + 512).toBytes();

    private static final Map<Path, List<JsonObject>> RENDERED = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void passesHelmsStrictLint() {
        assertThat(Helm.lint(CHART)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void rendersObjectsThatKubernetesKnows(Path values) {
        Checks.check(rendered(values));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void leavesRoomBesideTheTrainers(Path values) {
        rendered(values).stream()
                .filter(object -> Manifests.name(object).contains("-worker-")
                        && Manifests.pods(object).findAny().isPresent())
                .forEach(worker -> {
                    JsonObject container = container(worker);
                    long trainers = Integer.parseInt(variable(container, "TRAINYARD_WORKER_SLOTS"))
                            * DataSize.parse(variable(container, "TRAINYARD_WORKER_MEMORY"))
                                    .toBytes();
                    String limit = Manifests.at(container, "resources", "limits", "memory")
                            .getAsString();
                    assertThat(DataSize.parse(limit.replace("Gi", "GB")).toBytes())
                            .as(Manifests.title(worker))
                            .isGreaterThanOrEqualTo(trainers + BESIDE_TRAINERS);
                });
    }

    @Test
    void letsNobodyInByDefaultButTheReleaseItself() {
        List<JsonObject> objects = rendered(EXAMPLES.resolve("bundled.yaml"));

        assertThat(objects.stream().map(Manifests::kind)).doesNotContain("Ingress", "HTTPRoute", "ServiceMonitor");
        JsonObject api = named(objects, "NetworkPolicy demo-trainyard-api");
        assertThat(Manifests.at(api, "spec", "ingress").toString()).isEqualTo("""
                        [{"from":[{"podSelector":{"matchLabels":{"app.kubernetes.io/name":"trainyard","app.kubernetes.io/instance":"demo"}}}],"ports":[{"port":8080}]}]""");
        assertThat(Manifests.at(named(objects, "NetworkPolicy demo-trainyard"), "spec", "ingress")
                        .getAsJsonArray())
                .isEmpty();
        assertThat(variable(container(named(objects, "Deployment demo-trainyard-api")), "TRAINYARD_HOSTS"))
                .isEqualTo(
                        "demo-trainyard,demo-trainyard.trains,demo-trainyard.trains.svc,demo-trainyard.trains.svc.cluster.local");
    }

    @Test
    void tellsOnlyTheApiToListenForOthers() {
        List<JsonObject> objects = rendered(EXAMPLES.resolve("external.yaml"));

        assertThat(variables(named(objects, "Deployment demo-trainyard-api")))
                .containsEntry("TRAINYARD_SECURITY", "keys")
                .doesNotContainKey("TRAINYARD_INSECURE")
                .containsEntry("SERVER_ADDRESS", "0.0.0.0");
        assertThat(variables(named(objects, "Deployment demo-trainyard-worker-cpu")))
                .doesNotContainKeys("TRAINYARD_INSECURE", "SERVER_ADDRESS", "TRAINYARD_HOSTS")
                .containsEntry("TRAINYARD_ROLES", "worker");
    }

    @Test
    void saysWhoseTokensAreTaken() {
        assertThat(variables(named(rendered(EXAMPLES.resolve("everything.yaml")), "Deployment demo-trainyard-api")))
                .containsEntry("TRAINYARD_SECURITY", "oidc")
                .containsEntry("TRAINYARD_OIDC_ISSUER", "https://sso.example.com/realms/company")
                .containsEntry("TRAINYARD_OIDC_AUDIENCE", "trainyard")
                .containsEntry("TRAINYARD_OIDC_ROLE_CLAIM", "realm_access.roles")
                .containsEntry("TRAINYARD_OIDC_ROLES", "trainyard-admins=admin,ml-team=trainer,staff=viewer")
                .containsEntry("TRAINYARD_OIDC_TENANT_CLAIM", "department")
                .containsEntry("TRAINYARD_OIDC_NAME_CLAIM", "email");
    }

    @Test
    void asksNobodyOnlyWhereThatIsSaid() throws IOException {
        assertThat(examplesRendered().filter(object -> object.toString().contains("TRAINYARD_INSECURE")))
                .isEmpty();
        assertThat(externalApi("security: {mode: 'off'}"))
                .containsEntry("TRAINYARD_SECURITY", "off")
                .containsEntry("TRAINYARD_INSECURE", "true");
    }

    @Test
    void writesAddressesAsCallersBeyondItsIngressReachThem() throws IOException {
        assertThat(externalApi("api: {replicas: 2}"))
                .containsEntry("TRAINYARD_PUBLIC_URL", "https://trainyard.example.com");
        assertThat(externalApi("settings: {TRAINYARD_PUBLIC_URL: 'https://ml.example.com'}"))
                .containsEntry("TRAINYARD_PUBLIC_URL", "https://ml.example.com");
        assertThat(externalApi("ingress: {tlsSecret: ''}")).doesNotContainKey("TRAINYARD_PUBLIC_URL");
    }

    private Map<String, String> externalApi(String change) throws IOException {
        List<JsonObject> objects = Manifests.of(Helm.render(CHART, EXAMPLES.resolve("external.yaml"), file(change)));
        return variables(named(objects, "Deployment demo-trainyard-api"));
    }

    @Test
    void takesPasswordsFromSecretsAlone() {
        examplesRendered()
                .forEach(object -> Manifests.pods(object)
                        .flatMap(Manifests::containers)
                        .flatMap(container -> container.getAsJsonArray("env").asList().stream())
                        .map(JsonElement::getAsJsonObject)
                        .filter(variable ->
                                variable.get("name").getAsString().matches(".*(PASSWORD|SECRET|ACCESS_KEY).*"))
                        .forEach(variable -> assertThat(Manifests.at(variable, "valueFrom", "secretKeyRef", "name")
                                        .getAsString())
                                .isNotEmpty()));
    }

    /** QueueDepthTest asks a real database this. */
    @Test
    void asksTheQueueForWhatAPoolCanDo() {
        List<JsonObject> objects = rendered(EXAMPLES.resolve("keda.yaml"));

        assertThat(trigger(named(objects, "ScaledObject demo-trainyard-worker-cpu"))
                        .get("query")
                        .getAsString())
                .isEqualTo("select count(*) from queue_depth where labels <@ '{}' and device <> 'gpu'");
        assertThat(named(objects, "Deployment demo-trainyard-worker-cpu")
                        .getAsJsonObject("spec")
                        .has("replicas"))
                .as("KEDA's to choose")
                .isFalse();
        JsonObject trigger = trigger(named(objects, "ScaledJob demo-trainyard-worker-large"));
        assertThat(trigger.get("query").getAsString())
                .isEqualTo(
                        "select count(*) from queue_depth where labels <@ '{\"large\",\"fast-disk\"}' and device <> 'gpu' and state = 'queued'");
        assertThat(trigger.get("targetQueryValue").getAsString())
                .as("slots of a worker")
                .isEqualTo("2");
    }

    @Test
    void endsTheWorkersOfJobsWhenThereIsNothingToDo() {
        List<JsonObject> objects = rendered(EXAMPLES.resolve("keda.yaml"));

        assertThat(variables(named(objects, "ScaledJob demo-trainyard-worker-large")))
                .containsEntry("TRAINYARD_WORKER_IDLE", "60s");
        assertThat(variables(named(objects, "Deployment demo-trainyard-worker-cpu")))
                .doesNotContainKey("TRAINYARD_WORKER_IDLE");
    }

    @Test
    void placesGpuPoolsOnNodesWithGpus() {
        JsonObject gpu = named(rendered(EXAMPLES.resolve("gpu.yaml")), "Deployment demo-trainyard-worker-gpu");
        JsonObject pod = Manifests.at(gpu, "spec", "template", "spec").getAsJsonObject();

        assertThat(Manifests.at(container(gpu), "resources", "limits", "nvidia.com/gpu")
                        .getAsInt())
                .isEqualTo(1);
        assertThat(pod.getAsJsonObject("nodeSelector").keySet()).containsExactly("nvidia.com/gpu.present");
        assertThat(pod.getAsJsonArray("tolerations")).hasSize(1);
        assertThat(Manifests.at(gpu, "metadata", "labels", "kueue.x-k8s.io/queue-name")
                        .getAsString())
                .isEqualTo("gpus");
    }

    @Test
    void givesWorkersTheTimeThatTheirDrainTakes() {
        JsonObject gpu = named(rendered(EXAMPLES.resolve("everything.yaml")), "Deployment demo-trainyard-worker-gpu");

        assertThat(variables(gpu))
                .containsEntry("TRAINYARD_WORKER_DRAIN", "60s")
                .containsEntry("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", "70s");
        assertThat(Manifests.at(gpu, "spec", "template", "spec", "terminationGracePeriodSeconds")
                        .getAsInt())
                .isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "database: {url: ''} | No database is given",
                "database: {secret: {name: ''}} | database.secret.name is empty",
                "database: {bundled: {enabled: true}} | Choose one",
                "security: {mode: oidc, oidc: {issuer: 'https://sso.example.com'}} | security.oidc.audience",
                "storage: {secret: {name: ''}} | storage.secret.name is empty",
                "storage: {bundled: {enabled: true}} | Choose one",
                "ingress: {host: ''} | ingress.enabled needs ingress.host",
                "networkPolicy: {apiFrom: []} | List it in networkPolicy.apiFrom",
                "serviceMonitor: {enabled: true} | serviceMonitor.enabled needs networkPolicy.metricsFrom",
                "gateway: {enabled: true} | gateway.enabled needs gateway.hostnames and gateway.parentRefs",
                "worker: {kind: ScaledObject} | Pool 'cpu' is a ScaledObject without scaling.secret.name",
                "pools: {burst: {kind: ScaledJob}} | Pool 'burst' is a ScaledJob without scaling.secret.name",
                "worker: {scaling: {minReplicas: 9}} | scaling.minReplicas 9 above scaling.maxReplicas 4",
            })
    void refusesWhatCannotRunInPlainWords(String change, String words) throws IOException {
        assertThatThrownBy(() -> Helm.render(CHART, EXAMPLES.resolve("external.yaml"), file(change)))
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api: {replica: 3} | replica",
                "api: {replicas: three} | replicas",
                "pools: {cpu: {slot: 2}} | slot",
                "worker: {labels: [\"it's\"]} | labels",
                "worker: {kind: DaemonSet} | kind",
                "worker: {trainerMemory: 3Gi} | trainerMemory",
                "settings: {trainyard.max-upload: 1GB} | trainyard.max-upload",
                "security: {mode: open} | mode",
                "security: {oidc: {issuer: sso.example.com}} | issuer",
                "security: {oidc: {roles: 'staff=reader'}} | roles",
                "insecure: true | insecure",
            })
    void refusesMistypedValues(String change, String place) throws IOException {
        assertThatThrownBy(() -> Helm.render(CHART, EXAMPLES.resolve("external.yaml"), file(change)))
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(place);
    }

    @Test
    void describesEachValueWithItsDefault() {
        Map<String, String> told = Pattern.compile("(?m)^\\| `([a-zA-Z_.]+)` \\| `([^`]*)` \\| .+ \\|$")
                .matcher(Settings.text(CHART.resolve("README.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        Map<String, String> values = new LinkedHashMap<>();
        flatten("", new Yaml().load(Settings.text(CHART.resolve("values.yaml"))), values);

        assertThat(told).containsExactlyInAnyOrderEntriesOf(values);
    }

    @Test
    void hasASchemaForEachValue() {
        Set<String> unknown = new TreeSet<>();
        JsonObject schema =
                Manifests.of(Settings.text(CHART.resolve("values.schema.json"))).get(0);
        Map<String, String> values = new LinkedHashMap<>();
        flatten("", new Yaml().load(Settings.text(CHART.resolve("values.yaml"))), values);
        values.keySet().stream()
                .filter(value -> !isDescribed(schema, schema, value.split("\\.")))
                .forEach(unknown::add);

        assertThat(unknown).isEmpty();
    }

    private static boolean isDescribed(JsonObject schema, JsonObject at, String[] path) {
        JsonObject place = at;
        for (String field : path) {
            if (place.has("$ref")) {
                String[] reference =
                        place.get("$ref").getAsString().substring(2).split("/");
                place = Manifests.at(schema, reference).getAsJsonObject();
            }
            JsonObject fields = place.getAsJsonObject("properties");
            if (fields == null || !fields.has(field)) {
                return place.has("additionalProperties")
                        && place.get("additionalProperties").isJsonObject();
            }
            place = fields.getAsJsonObject(field);
        }
        return true;
    }

    /** Groups of values are taken apart; quantities and lists are one value each. */
    private static void flatten(String path, Object value, Map<String, String> into) {
        if (value instanceof Map<?, ?> map && !map.isEmpty() && !path.matches(".*(requests|limits)|pools")) {
            map.forEach((key, item) -> flatten(path.isEmpty() ? key.toString() : path + "." + key, item, into));
        } else {
            into.put(path, value instanceof String text && text.isEmpty() ? "\"\"" : shown(value));
        }
    }

    private static String shown(Object value) {
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + shown(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"))
                : String.valueOf(value);
    }

    private static List<JsonObject> rendered(Path values) {
        return RENDERED.computeIfAbsent(values, file -> Manifests.of(Helm.render(CHART, file)));
    }

    private static Stream<JsonObject> examplesRendered() {
        try {
            return examples().flatMap(example -> rendered(example).stream());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonObject named(List<JsonObject> objects, String title) {
        return objects.stream()
                .filter(object -> Manifests.title(object).equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError(title + " is not among "
                        + objects.stream().map(Manifests::title).toList()));
    }

    private static JsonObject container(JsonObject workload) {
        return Manifests.pods(workload)
                .flatMap(Manifests::containers)
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject trigger(JsonObject scaled) {
        return Manifests.at(scaled, "spec", "triggers")
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("metadata");
    }

    private static Map<String, String> variables(JsonObject workload) {
        return container(workload).getAsJsonArray("env").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(variable -> variable.has("value"))
                .collect(Collectors.toMap(
                        variable -> variable.get("name").getAsString(),
                        variable -> variable.get("value").getAsString()));
    }

    private static String variable(JsonObject container, String name) {
        return container.getAsJsonArray("env").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(variable -> variable.get("name").getAsString().equals(name))
                .map(variable -> variable.get("value").getAsString())
                .findFirst()
                .orElseThrow();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("change.yaml"), yaml);
    }
}
