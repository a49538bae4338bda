package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Embedding;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextJobsTest {

    private static final String NET = """
            "definition":{"kind":"sequential","layers":[{"type":"dense","units":2},{"type":"dense"}]}""";

    private final Planning planning = new Planning(new Data()
            .with("reviews", 4000, Data.text("text"), Data.classes("label", 2000, 2000))
            .with("book", 1000, Data.text("text"))
            .with("verse", 4, new Column("text", ColumnType.TEXT, 0, 4, 20.0, 24.0, 21.0, 1.0, null, null))
            .with("blank", 200, Data.withMissing(Data.text("text"), 200), Data.classes("label", 100, 100))
            .with("pairs", 5000, Data.text("source"), Data.text("target"))
            .withPictures("signs", 300, 8, 8, Data.text("text"))
            .with("numbers", 400, Data.number("x"), Data.classes("label", 200, 200)));

    @Test
    void readsTextWhereAJobSaysHow() {
        ResolvedJob job = planning.valid(
                "{\"datasetId\":\"reviews\",\"text\":{\"length\":12,\"vocabulary\":500},%s}".formatted(NET));

        assertThat(job.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(job.examples()).isEqualTo(new Examples.Texts(new TextForm(TextSpec.Level.WORD, true, 500, 12)));
        assertThat(job.input()).isEqualTo(Shape.of(12));
        assertThat(job.features().get(0).name()).isEqualTo("text");
        assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(job), ResolvedJob.class))
                .isEqualTo(job);
    }

    @Test
    void readsTheOnlyTextWhereThereIsNothingElse() {
        assertThat(planning.valid("{\"datasetId\":\"reviews\",%s}".formatted(NET))
                        .examples())
                .isEqualTo(new Examples.Texts(new TextForm(TextSpec.Level.WORD, true, 20_000, 200)));
    }

    @Test
    void readsTextWhereAJobNamesItsColumn() {
        ResolvedJob job = planning.valid("""
                {"datasetId":"reviews","features":["text"],"task":"sequence-classification",
                 "text":{"level":"character"},%s}""".formatted(NET));

        assertThat(job.examples())
                .isEqualTo(new Examples.Texts(new TextForm(TextSpec.Level.CHARACTER, false, 256, 200)));
    }

    @Test
    void givesAnEmbeddingTheSizeOfTheVocabulary() {
        Plan plan = planning.plan("""
                {"datasetId":"reviews","text":{"vocabulary":300,"length":7},
                 "definition":{"kind":"sequential","layers":[{"type":"embedding","outputDim":4},{"type":"dropout"}]}}""");

        assertThat(plan.layers().get(0).layer()).isInstanceOfSatisfying(Embedding.class, embedding -> {
            assertThat(embedding.inputDim().count()).isEqualTo(300);
        });
        assertThat(plan.layers().get(0).outputShape()).isEqualTo(Shape.of(7, 4));
        assertThat(plan.layers().get(0).parameters()).isEqualTo(1200);
    }

    private static final String WRITER = """
            "definition":{"kind":"sequential","layers":[{"type":"embedding","outputDim":4},{"type":"dense"}]}""";

    private static final String TRANSLATOR = """
            "definition":{"kind":"sequential","layers":[{"type":"embedding","outputDim":4},{"type":"lstm","units":3},
              {"type":"repeatVector"},{"type":"gru","units":3},{"type":"dense"}]}""";

    @Test
    void writesALoneTextOn() {
        ResolvedJob job = planning.valid("{\"datasetId\":\"book\",\"text\":{\"length\":50},%s}".formatted(WRITER));

        assertThat(job.task()).isEqualTo(Task.TEXT_GENERATION);
        assertThat(job.examples())
                .isEqualTo(new Examples.TextWindows(new TextForm(TextSpec.Level.CHARACTER, false, 256, 50), 50));
        assertThat(job.layers().get(1).outputShape()).isEqualTo(Shape.of(50, 256));
        assertThat(job.training().loss()).isEqualTo(Loss.CATEGORICAL_CROSSENTROPY);
    }

    @Test
    void writesTheTargetOfASource() {
        ResolvedJob job = planning.valid("""
                {"datasetId":"pairs","text":{"vocabulary":20,"length":8,"outputLength":9},%s}""".formatted(TRANSLATOR));

        assertThat(job.task()).isEqualTo(Task.TRANSLATION);
        assertThat(job.layers().get(2).outputShape()).isEqualTo(Shape.of(9, 3));
        assertThat(job.layers().get(4).outputShape()).isEqualTo(Shape.of(9, 20));
        assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(job), ResolvedJob.class))
                .isEqualTo(job);
    }

    private static final String DICTATED = """
            "definition":{"kind":"graph","outputs":["next"],"inputs":[%s],"nodes":[
              {"type":"embedding","name":"words","outputDim":4,"inputs":["written"]},
              {"type":"embedding","name":"read","outputDim":4,"inputs":["source"]},
              {"type":"lstm","name":"encoder","units":3,"inputs":["read"]},
              {"type":"repeatVector","name":"context","inputs":["encoder"]},
              {"type":"concatenate","name":"both","inputs":["words","context"]},
              {%s,"name":"decoder","inputs":["both"]},
              {"type":"dense","name":"next","inputs":["decoder"]}]}""";

    private static final String TWO = "{\"name\":\"written\",\"features\":[\"target\"]},{\"name\":\"source\"}";

    @Test
    void readsWhatItWritesWhereAnInputIsTheTarget() {
        ResolvedJob job = planning.valid("""
                {"datasetId":"pairs","text":{"vocabulary":20,"length":8,"outputLength":9},%s}""".formatted(DICTATED.formatted(TWO, "\"type\":\"gru\",\"units\":3")));

        assertThat(job.examples().decoder()).isEqualTo("written");
        assertThat(job.input()).isEqualTo(Shape.of(17));
        assertThat(((Graph) job.definition()).inputs())
                .extracting(Graph.Input::name)
                .containsExactly("source", "written");
        assertThat(((Graph) job.definition()).inputs())
                .extracting(Graph.Input::width)
                .containsExactly(8, 9);
        assertThat(job.layers().get(job.layers().size() - 1).outputShape()).isEqualTo(Shape.of(9, 20));
        assertThat(PaddedSteps.readers(job.examples(), job.definition(), job.layers()))
                .containsExactlyInAnyOrder("read", "encoder");
        assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(job), ResolvedJob.class))
                .isEqualTo(job);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"written","features":["target"]},{"name":"source","features":["sauce"]} | "type":"gru","units":3 | /definition/inputs/1/features | inputs_mismatch
            {"name":"written","features":["source"]},{"name":"source"} | "type":"gru","units":3 | /definition/inputs/1/features | inputs_mismatch
            {"name":"written","features":["target"],"width":7},{"name":"source"} | "type":"gru","units":3 | /definition/inputs/0/width | shape_mismatch
            {"name":"written","features":["target"]},{"name":"source","shape":[2,2]} | "type":"gru","units":3 | /definition/inputs/1/shape | shape_mismatch
            {"name":"written","features":["target"]},{"name":"source"} | "type":"bidirectional","layer":{"type":"gru","units":3} | /definition/nodes/5 | looks_ahead
            {"name":"written","features":["target"]},{"name":"source"} | "type":"selfAttention","keyDim":3 | /definition/nodes/5 | looks_ahead
            {"name":"written","features":["target"]},{"name":"source"} | "type":"conv1d","filters":3,"kernelSize":2,"padding":"same" | /definition/nodes/5 | looks_ahead
            """)
    void saysWhatStandsAgainstReadingWhatIsWritten(String inputs, String decoder, String pointer, String code) {
        Plan plan = planning.plan("""
                {"datasetId":"pairs","text":{"vocabulary":20,"length":8,"outputLength":9},%s}""".formatted(DICTATED.formatted(inputs, decoder)));

        assertThat(plan.violations()).extracting(Violation::pointer).containsExactly(pointer);
        assertThat(plan.violations()).extracting(Violation::code).containsExactly(code);
    }

    @Test
    void readsWhatItWritesOfAPicture() {
        ResolvedJob job = planning.valid("""
                {"datasetId":"signs","text":{"level":"character","vocabulary":40,"outputLength":6},
                 "definition":{"kind":"graph","outputs":["next"],
                  "inputs":[{"name":"picture"},{"name":"written","features":["text"]}],"nodes":[
                   {"type":"flatten","name":"flat","inputs":["picture"]},
                   {"type":"repeatVector","name":"context","inputs":["flat"]},
                   {"type":"embedding","name":"words","outputDim":4,"inputs":["written"]},
                   {"type":"concatenate","name":"both","inputs":["words","context"]},
                   {"type":"gru","name":"decoder","units":3,"inputs":["both"]},
                   {"type":"dense","name":"next","inputs":["decoder"]}]}}""");

        assertThat(((Graph) job.definition()).inputs().get(0).shape()).isEqualTo(Shape.of(8, 8, 1));
        assertThat(job.input()).isEqualTo(Shape.of(70));
    }

    private static final String CAPTIONER = """
            "definition":{"kind":"sequential","layers":[{"type":"flatten"},{"type":"dense","units":8},
              {"type":"repeatVector"},{"type":"gru","units":3},{"type":"dense"}]}""";

    @Test
    void writesTheTextsOfPictures() {
        ResolvedJob job = planning.valid("""
                {"datasetId":"signs","text":{"level":"character","vocabulary":40,"outputLength":6},%s}""".formatted(CAPTIONER));

        assertThat(job.task()).isEqualTo(Task.CAPTIONING);
        assertThat(job.examples())
                .isInstanceOfSatisfying(
                        Examples.Captions.class,
                        captions -> assertThat(captions.text())
                                .isEqualTo(new TextForm(TextSpec.Level.CHARACTER, false, 40, 6)));
        assertThat(job.layers().get(4).outputShape()).isEqualTo(Shape.of(6, 40));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "text":{"length":5}        | /text/length | not_used
            "text":{"stride":5}        | /text/stride | not_used
            "task":"captioning","target":["txt"] | /target/0 | target_not_found
            "task":"regression","text":{} | /task | task_mismatch
            """)
    void saysWhatStandsAgainstCaptions(String fields, String pointer, String code) {
        Plan plan = planning.plan("{\"datasetId\":\"signs\",%s,%s}".formatted(fields, CAPTIONER));

        assertThat(plan.violations().get(0).pointer()).isEqualTo(pointer);
        assertThat(plan.violations().get(0).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "datasetId":"verse","text":{"length":90}                       | /text/length           | sequence_too_short
            "datasetId":"book","target":["text"]                           | /target                | not_used
            "datasetId":"book","text":{"outputLength":9}                   | /text/outputLength     | not_used
            "datasetId":"book","training":{"classWeights":"balanced"}      | /training/classWeights | no_classes
            "datasetId":"book","training":{"metrics":["auc"]}              | /training/metrics/0    | unknown_metric
            "datasetId":"book","sequence":{"window":5}                     | /sequence              | no_sequences
            "datasetId":"book","task":"translation"                        | /target                | target_not_found
            "datasetId":"pairs","task":"translation","text":{"stride":2}   | /text/stride           | not_used
            "datasetId":"pairs","task":"translation","target":["tarket"]   | /target/0              | target_not_found
            """)
    void saysWhatStandsAgainstWriting(String fields, String pointer, String code) {
        Plan plan = planning.plan("{%s,%s}".formatted(fields, WRITER));

        assertThat(plan.valid()).isFalse();
        assertThat(plan.violations().get(0).pointer()).isEqualTo(pointer);
        assertThat(plan.violations().get(0).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "datasetId":"blank","text":{"vocabulary":500}                   | /datasetId         | empty_text
            "datasetId":"blank","text":{},"features":["text"]               | /features/0        | empty_text
            "datasetId":"numbers","text":{}                                 | /datasetId         | no_text_column
            "datasetId":"numbers","text":{},"features":["x"]                | /features/0        | unsupported_column
            "datasetId":"reviews","text":{},"features":["txt"]              | /features/0        | unknown_column
            "datasetId":"reviews","text":{},"features":["text","label"]     | /features          | one_text
            "datasetId":"reviews","text":{"stride":3}                       | /text/stride       | not_used
            "datasetId":"reviews","text":{"outputLength":3}                 | /text/outputLength | not_used
            "datasetId":"reviews","text":{},"task":"sequence-regression"    | /task              | task_mismatch
            """)
    void saysWhatStandsAgainstAJobOnText(String fields, String pointer, String code) {
        Plan plan = planning.plan("{%s,%s}".formatted(fields, NET));

        assertThat(plan.valid()).isFalse();
        assertThat(plan.violations().get(0).pointer()).isEqualTo(pointer);
        assertThat(plan.violations().get(0).code()).isEqualTo(code);
    }

    @Test
    void saysWhereAnEmbeddingDoesNotKnowAllTokens() {
        Plan plan = planning.plan("""
                {"datasetId":"reviews","text":{"vocabulary":300},"definition":{"kind":"sequential","layers":[
                  {"type":"embedding","inputDim":100,"outputDim":4},{"type":"gru","units":3},{"type":"dense"}]}}""");

        assertThat(plan.violations()).extracting(Violation::code).containsExactly("label_out_of_range");
        assertThat(plan.violations().get(0).pointer()).isEqualTo("/definition/layers/0/inputDim");
        assertThat(plan.violations().get(0).message()).contains("0 to 99", "vocabulary of 300");
        assertThat(plan.violations().get(0).suggestion())
                .isEqualTo(Suggestion.replace("/definition/layers/0/inputDim", "auto"));
    }

    @Test
    void suggestsToLeaveOutWhatIsNotUsed() {
        Plan plan = planning.plan("{\"datasetId\":\"reviews\",\"text\":{\"stride\":3},%s}".formatted(NET));

        assertThat(plan.violations().get(0).suggestion()).isEqualTo(Suggestion.remove("/text/stride"));
    }

    @Test
    void refusesAnEmbeddingOfNumbers() {
        Plan plan = planning.plan("""
                {"datasetId":"numbers","definition":{"kind":"sequential","layers":[{"type":"embedding"},{"type":"dense"}]}}""");

        assertThat(plan.violations().get(0).pointer()).isEqualTo("/definition/layers/0/inputDim");
    }
}
