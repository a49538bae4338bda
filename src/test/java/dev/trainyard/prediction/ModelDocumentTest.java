package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trainyard.bundle.ClipEncoder;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.NoiseEncoder;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.json.Json;
import dev.trainyard.model.ServedVersion;
import dev.trainyard.plan.PictureForm;
import dev.trainyard.plan.Preprocessing.UnknownCategory;
import dev.trainyard.plan.TextSpec;
import dev.trainyard.storage.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ModelDocumentTest {

    private static final List<ColumnEncoder> COLUMNS = List.of(
            new ColumnEncoder.Numeric("x", 0, 1, 2, -9, 9), new ColumnEncoder.OneHot("kind", List.of("a", "b")));
    private static final PictureEncoder PICTURE =
            new PictureEncoder(new PictureForm(2, 3, 1, ImageSpec.Fitting.STRETCH), List.of(0.0), List.of(255.0));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("encoders")
    void describesWhatEachKindOfModelReads(InputEncoder encoder, List<String> others) {
        Schema schema = schema(new ExampleSchema(UnknownCategory.ERROR).of(encoder));

        Object example = ExampleReader.of(manifest(encoder)).example();
        assertThat(schema.validate(Json.mapper().writeValueAsString(example), InputFormat.JSON))
                .isEmpty();
        assertThat(others)
                .allSatisfy(other ->
                        assertThat(schema.validate(other, InputFormat.JSON)).isNotEmpty());
    }

    static Stream<Arguments> encoders() {
        return Stream.of(
                kind(
                        new FeatureEncoder(COLUMNS),
                        "{\"x\":1}",
                        "{\"x\":1,\"kind\":\"c\"}",
                        "{\"x\":\"1\",\"kind\":\"a\"}",
                        "{\"x\":1,\"kind\":\"a\",\"more\":1}"),
                kind(
                        new SequenceEncoder(COLUMNS, 2, false),
                        "[]",
                        "[{\"x\":1}]",
                        "[1,2]",
                        "[{\"x\":1,\"kind\":\"a\"},{\"x\":1,\"kind\":\"a\"},{\"x\":1,\"kind\":\"a\"}]"),
                kind(PICTURE, "1", "{}"),
                kind(new ClipEncoder(PICTURE, 3), "[]", "\"a\""),
                kind(
                        new TextEncoder(
                                "text", new Vocabulary(TextSpec.Level.WORD, true, 9, List.of("the", "good")), 4),
                        "\" \"",
                        "[]"),
                kind(
                        new NoiseEncoder(2, List.of("ring")),
                        "{\"noise\":[1],\"label\":\"ring\"}",
                        "{\"noise\":[1,2],\"label\":\"disc\"}"));
    }

    private static Arguments kind(InputEncoder encoder, String... others) {
        return Arguments.of(encoder, List.of(others));
    }

    private static Manifest manifest(InputEncoder encoder) {
        Manifest rows = TestBundle.admissions().manifest();
        return new Manifest(
                Manifest.FORMAT, rows.task(), List.of(), List.of(), encoder, rows.codec(), "input", "output");
    }

    @Test
    void describesTheAnswersOfAVersion() throws BundleUnreadable {
        for (TestBundle bundle : List.of(TestBundle.admissions(), TestBundle.prices(), TestBundle.labels())) {
            JsonNode document = document(bundle);
            Map<String, Object> row = TestBundle.row(380, 3.61, "north");
            try (Servable servable = Servable.open(bundle.write(folder))) {
                Prediction answer = servable.predict(List.of(row)).predictions().get(0);

                assertThat(schema(document.at("/components/schemas/Prediction"))
                                .validate(Json.mapper().writeValueAsString(answer), InputFormat.JSON))
                        .isEmpty();
            }
        }
    }

    @Test
    void tellsRangesAndCategories() throws BundleUnreadable {
        JsonNode document = document(TestBundle.admissions());

        assertThat(document.at("/paths").has("/api/v1/models/admissions/versions/3/predict"))
                .isTrue();
        JsonNode row = document.at("/components/schemas/Example/properties");
        assertThat(row.at("/gre/x-training-range")).isEqualTo(Json.mapper().readTree("{\"min\":220.0,\"max\":800.0}"));
        assertThat(row.at("/school/enum")).isEqualTo(Json.mapper().readTree("[\"north\",\"south\",\"1\",null]"));
        assertThat(document.at("/components/schemas/Prediction/properties/label/enum"))
                .isEqualTo(Json.mapper().readTree("[\"0\",\"1\",null]"));
    }

    @Test
    void opensCategoriesThatAreIgnored() throws BundleUnreadable {
        JsonNode document = document(TestBundle.admissions().ignoringUnknownCategories());

        assertThat(document.at("/components/schemas/Example/properties/school").has("enum"))
                .isFalse();
    }

    private JsonNode document(TestBundle bundle) throws BundleUnreadable {
        try (Servable servable = Servable.open(bundle.write(folder))) {
            ServedVersion version = new ServedVersion("admissions", 3, null, new Digest("0".repeat(64)));
            return Json.mapper().valueToTree(new ModelDocument(version, servable).document());
        }
    }

    private static Schema schema(Object schema) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.mapper().writeValueAsString(schema), InputFormat.JSON);
    }
}
