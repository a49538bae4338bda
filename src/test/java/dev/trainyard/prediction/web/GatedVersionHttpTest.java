package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Only versions that answer as the trainer did are served, and others say why not. */
@TrainyardTest
class GatedVersionHttpTest {

    private static final Map<String, Object> ROW = TestBundle.row(380, 3.61, "north");

    private final TestVersions versions;
    private final Http http;

    @Autowired
    GatedVersionHttpTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.http = new Http(port);
    }

    @BeforeEach
    void publish() {
        if (http.get("/api/v1/models/served").status() == 404) {
            versions.publish("served", TestBundle.admissions());
        }
    }

    @Test
    void saysWhyAVersionCannotBeServed() {
        versions.publishUnservable("unservable", TestBundle.admissions(), "golden row 0 differs");

        Http.Answer numbered = http.post("/api/v1/models/unservable/versions/1/predict", Map.of("rows", List.of(ROW)));
        assertThat(numbered.status()).isEqualTo(503);
        assertThat(numbered.at("/detail")).isEqualTo("version 1 of unservable cannot be served: golden row 0 differs");
        Http.Answer latest = http.post("/api/v1/models/unservable/predict", Map.of("rows", List.of(ROW)));
        assertThat(latest.status()).isEqualTo(503);
        assertThat(latest.at("/detail"))
                .isEqualTo(
                        "no version of unservable can be served; the newest, 1, cannot because: golden row 0 differs");
    }

    @Test
    void checksTheGoldenRowsAgainWhenItLoads(@TempDir Path folder) throws IOException {
        TestBundle price = TestBundle.price();
        BundleFolder bundle = price.write(folder);
        String golden = Files.readString(bundle.golden());
        Files.writeString(bundle.golden(), golden.replace("5.25", "5.5"));
        versions.registry().register(versions.stored("drifted", price.manifest(), bundle, null));

        Http.Answer answer = http.post("/api/v1/models/drifted/predict", Map.of("rows", List.of(ROW)));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.at("/detail")).contains("the trainer has 5.5 and serving gives 5.25");
        assertThat(http.post("/api/v1/models/drifted/versions/1/selftest", Map.of())
                        .json()
                        .at("/passed")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void testsItselfOnDemand() {
        Http.Answer answer = http.post("/api/v1/models/served/versions/latest/selftest", Map.of());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/passed").asBoolean()).isTrue();
        assertThat(answer.json().at("/largestDifference").asDouble()).isLessThan(1e-6);
    }

    @Test
    void saysWhenTheStoreHasLostTheBundle() throws IOException {
        var lost = versions.stored("lost", TestBundle.admissions(77), null);
        versions.registry().register(lost);
        versions.store().delete(lost.bundle());

        Http.Answer answer = http.post("/api/v1/models/lost/predict", Map.of("rows", List.of(ROW)));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.at("/detail")).startsWith("version 1 of lost could not be fetched from the object store");
    }
}
