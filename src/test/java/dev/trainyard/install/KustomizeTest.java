package dev.trainyard.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizeTest {

    private static final Path OVERLAYS = Path.of("k8s/overlays");

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu"})
    void composesObjectsThatKubernetesKnows(String overlay) {
        Checks.check(composed(overlay));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu"})
    void readsOverlaysAsKubectlDoes(String overlay) throws IOException {
        assumeTrue(kubectlIsInstalled(), "kubectl is not installed here");

        assertThat(new HashSet<>(composed(overlay))).isEqualTo(new HashSet<>(Manifests.of(kustomized(overlay))));
    }

    @Test
    void asksCallersForKeys() {
        JsonObject settings = composed("cpu").stream()
                .filter(object -> Manifests.kind(object).equals("ConfigMap"))
                .findFirst()
                .orElseThrow();

        assertThat(Manifests.at(settings, "data", "TRAINYARD_SECURITY").getAsString())
                .isEqualTo("keys");
    }

    @Test
    void namesSettingsThatTheServiceReads() {
        Variables variables = new Variables();

        assertThat(composed("cpu").stream()
                        .filter(object -> Manifests.kind(object).equals("ConfigMap"))
                        .flatMap(object -> object.getAsJsonObject("data").keySet().stream()))
                .isNotEmpty()
                .allMatch(variables::isRead);
    }

    /** Kubernetes fills in what earlier variables are. */
    @Test
    void answersToEveryNameOfItsService() {
        JsonObject api = Manifests.pods(titled("cpu", "Deployment trainyard-api"))
                .flatMap(Manifests::containers)
                .findFirst()
                .orElseThrow()
                .getAsJsonObject();
        List<JsonObject> variables = api.getAsJsonArray("env").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
        List<String> names =
                variables.stream().map(one -> one.get("name").getAsString()).toList();

        assertThat(variables.get(names.indexOf("TRAINYARD_HOSTS")).get("value").getAsString())
                .isEqualTo(
                        "$(NAMES),trainyard.$(NAMESPACE),trainyard.$(NAMESPACE).svc,trainyard.$(NAMESPACE).svc.cluster.local");
        assertThat(names).containsSubsequence("NAMESPACE", "NAMES", "TRAINYARD_HOSTS");
        assertThat(titled("cpu", "Service trainyard")).isNotNull();
    }

    @Test
    void givesGpuWorkersAGpuEach() {
        JsonElement worker = composed("gpu").stream()
                .filter(object -> Manifests.title(object).equals("Deployment trainyard-worker"))
                .flatMap(Manifests::pods)
                .flatMap(Manifests::containers)
                .findFirst()
                .orElseThrow();

        assertThat(Manifests.at(worker.getAsJsonObject(), "resources", "limits", "nvidia.com/gpu")
                        .getAsInt())
                .isEqualTo(1);
        assertThat(Manifests.at(worker.getAsJsonObject(), "image").getAsString())
                .isEqualTo("trainyard:0.1.0-SNAPSHOT-gpu");
    }

    /** A number of its own in the Deployment would undo that whenever it is applied again. */
    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu"})
    void leavesTheNumberOfApiPodsToItsLoad(String overlay) {
        JsonObject scaler = titled(overlay, "HorizontalPodAutoscaler trainyard-api");
        JsonObject target = Manifests.at(scaler, "spec", "scaleTargetRef").getAsJsonObject();
        JsonObject api = titled(
                overlay,
                target.get("kind").getAsString() + " " + target.get("name").getAsString());

        assertThat(Manifests.at(scaler, "spec", "minReplicas").getAsInt()).isEqualTo(2);
        assertThat(api.getAsJsonObject("spec").has("replicas")).isFalse();
    }

    private static JsonObject titled(String overlay, String title) {
        return composed(overlay).stream()
                .filter(object -> Manifests.title(object).equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> composed(String overlay) {
        return Kustomization.build(OVERLAYS.resolve(overlay)).stream()
                .map(object -> new Gson().toJsonTree(object).getAsJsonObject())
                .toList();
    }

    private static boolean kubectlIsInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    private static String kustomized(String overlay) throws IOException {
        Process kubectl = new ProcessBuilder(
                        "kubectl", "kustomize", OVERLAYS.resolve(overlay).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
