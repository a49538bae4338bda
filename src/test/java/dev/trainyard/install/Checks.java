package dev.trainyard.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What must hold of all that is installed together, whichever way it was written. */
final class Checks {

    private static final Variables VARIABLES = new Variables();

    private Checks() {}

    static void check(List<JsonObject> objects) {
        assertThat(objects.stream().map(Manifests::title))
                .doesNotHaveDuplicates()
                .isNotEmpty();
        for (JsonObject object : objects) {
            assertThat(faults(object)).as(Manifests.title(object)).isEmpty();
            Manifests.pods(object).forEach(pod -> {
                checkRestricted(Manifests.title(object), pod);
                checkVariables(Manifests.title(object), pod);
                checkMounts(Manifests.title(object), object, pod);
            });
        }
        checkSelectors(objects);
    }

    /** By Kubernetes' own models, or, for what others define, by the schemas beside this test. */
    private static List<String> faults(JsonObject object) {
        if (OfficialModels.know(object)) {
            return OfficialModels.faults(object);
        }
        List<String> faults = new ArrayList<>(OfficialModels.faults(object.get("metadata"), "V1ObjectMeta"));
        if (Manifests.kind(object).equals("ScaledJob")) {
            faults.addAll(OfficialModels.faults(Manifests.at(object, "spec", "jobTargetRef"), "V1JobSpec"));
        }
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema(Manifests.kind(object)), InputFormat.JSON)
                .validate(object.toString(), InputFormat.JSON)
                .forEach(error -> faults.add(error.toString()));
        return faults;
    }

    private static String schema(String kind) {
        try (InputStream file = Checks.class.getResourceAsStream(kind + ".json")) {
            assertThat(file).as("a schema for " + kind).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pod security standard "restricted", and a root file system that nobody writes. */
    private static void checkRestricted(String title, JsonObject template) {
        JsonObject pod = Manifests.at(template, "spec", "securityContext").getAsJsonObject();
        assertThat(pod.get("runAsNonRoot").getAsBoolean()).as(title).isTrue();
        assertThat(pod.get("runAsUser").getAsInt()).as(title).isPositive();
        assertThat(Manifests.at(pod, "seccompProfile", "type").getAsString())
                .as(title)
                .isEqualTo("RuntimeDefault");
        assertThat(Manifests.at(template, "spec", "automountServiceAccountToken")
                        .getAsBoolean())
                .as(title)
                .isFalse();
        assertThat(template.getAsJsonObject("spec").keySet())
                .as(title)
                .doesNotContain("hostNetwork", "hostPID", "hostIPC");
        Manifests.containers(template).forEach(container -> {
            JsonObject security = container.getAsJsonObject("securityContext");
            assertThat(security.get("allowPrivilegeEscalation").getAsBoolean())
                    .as(title)
                    .isFalse();
            assertThat(security.get("readOnlyRootFilesystem").getAsBoolean())
                    .as(title)
                    .isTrue();
            assertThat(Manifests.at(security, "capabilities", "drop").toString())
                    .as(title)
                    .isEqualTo("[\"ALL\"]");
            if (container.get("name").getAsString().equals("trainyard")) {
                assertThat(pod.get("runAsUser").getAsInt()).as(title).isEqualTo(10001);
            }
        });
        assertThat(volumes(template).stream().flatMap(volume -> volume.keySet().stream()))
                .as(title)
                .isSubsetOf("name", "emptyDir", "secret", "configMap", "projected", "persistentVolumeClaim");
    }

    private static void checkVariables(String title, JsonObject template) {
        Manifests.containers(template)
                .filter(container -> container.get("name").getAsString().equals("trainyard"))
                .map(container -> container.getAsJsonArray("env"))
                .forEach(variables -> variables.asList().stream()
                        .map(variable -> variable.getAsJsonObject().get("name").getAsString())
                        .forEach(name -> assertThat(VARIABLES.isRead(name) || makesAnother(name, variables))
                                .as(title + " sets " + name)
                                .isTrue()));
    }

    /** Whether Kubernetes writes its value into that of another. */
    private static boolean makesAnother(String name, JsonArray variables) {
        return variables.toString().contains("$(%s)".formatted(name));
    }

    private static void checkMounts(String title, JsonObject object, JsonObject template) {
        Set<String> volumes = volumes(template).stream()
                .map(volume -> volume.get("name").getAsString())
                .collect(Collectors.toSet());
        if (Manifests.kind(object).equals("StatefulSet")) {
            Manifests.at(object, "spec", "volumeClaimTemplates")
                    .getAsJsonArray()
                    .forEach(claim -> volumes.add(Manifests.name(claim.getAsJsonObject())));
        }
        Manifests.containers(template)
                .flatMap(container -> StreamSupport.stream(
                        container.getAsJsonArray("volumeMounts").spliterator(), false))
                .map(mount -> mount.getAsJsonObject().get("name").getAsString())
                .forEach(mount -> assertThat(volumes).as(title).contains(mount));
    }

    private static List<JsonObject> volumes(JsonObject template) {
        return Manifests.at(template, "spec", "volumes").getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    /** Whoever selects pods finds some, and a workload finds its own. */
    private static void checkSelectors(List<JsonObject> objects) {
        List<Map<String, JsonElement>> pods = objects.stream()
                .flatMap(Manifests::pods)
                .map(pod -> Manifests.at(pod, "metadata", "labels")
                        .getAsJsonObject()
                        .asMap())
                .toList();
        for (JsonObject object : objects) {
            Map<String, JsonElement> wanted = switch (Manifests.kind(object)) {
                case "Service" ->
                    Manifests.at(object, "spec", "selector").getAsJsonObject().asMap();
                case "Deployment", "StatefulSet", "PodDisruptionBudget" ->
                    Manifests.at(object, "spec", "selector", "matchLabels")
                            .getAsJsonObject()
                            .asMap();
                case "NetworkPolicy" ->
                    Manifests.at(object, "spec", "podSelector", "matchLabels")
                            .getAsJsonObject()
                            .asMap();
                default -> Map.of();
            };
            assertThat(pods)
                    .as(Manifests.title(object))
                    .anyMatch(labels -> labels.entrySet().containsAll(wanted.entrySet()));
        }
    }
}
