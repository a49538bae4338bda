package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;

class ServableTest {

    @TempDir
    private Path folder;

    private final TestBundle bundle = TestBundle.admissions();
    private Servable admissions;

    @BeforeEach
    void open() throws BundleUnreadable {
        admissions = Servable.open(bundle.write(folder));
    }

    @AfterEach
    void close() {
        admissions.close();
    }

    @Test
    void answersWithTheProbabilityOfEachClass() {
        Prediction.Category category = (Prediction.Category) one(admissions, row("380", "3.61", "\"north\""));

        double admitted = bundle.answers(380, 3.61, "north")[0];
        assertThat(category.label()).isEqualTo("0");
        assertThat(category.probabilities()).containsOnlyKeys("0", "1");
        assertThat(category.probabilities().get("1").doubleValue()).isCloseTo(admitted, within(1e-6));
        assertThat(category.probabilities().get("0").doubleValue()).isCloseTo(1 - admitted, within(1e-6));
    }

    @Test
    void readsUnknownCategoriesAsMissingWhereTheyAreIgnored() throws BundleUnreadable {
        try (Servable ignoring = Servable.open(
                TestBundle.admissions().ignoringUnknownCategories().write(folder))) {
            Answers answers =
                    ignoring.predict(List.of(TestBundle.row(380, 3.61, "east"), TestBundle.row(380, 3.61, "west")));
            Answers missing = ignoring.predict(List.of(TestBundle.row(380, 3.61, null)));

            assertThat(answers.predictions().get(0))
                    .isEqualTo(missing.predictions().get(0));
            assertThat(answers.warnings())
                    .containsExactly(
                            new Warning(
                                    "unknown_category",
                                    "school",
                                    "row 0: school is \"east\"; the training rows have \"north\", \"south\", \"1\"; it is read as missing, and 1 more rows"));
        }
    }

    @Test
    void answersEachClassOfASoftmax() throws BundleUnreadable {
        TestBundle classes = TestBundle.classes();
        try (Servable servable = Servable.open(classes.write(folder))) {
            Prediction.Category category = (Prediction.Category) one(servable, row("700", "2.5", "\"south\""));

            double[] expected = classes.answers(700, 2.5, "south");
            assertThat(category.label()).isEqualTo("a");
            assertThat(category.probabilities().get("a").doubleValue()).isCloseTo(expected[0], within(1e-6));
            assertThat(category.probabilities().get("c").doubleValue()).isCloseTo(expected[2], within(1e-6));
        }
    }

    @Test
    void answersValuesInTheirOwnUnits() throws BundleUnreadable {
        try (Servable servable = Servable.open(TestBundle.price().write(folder))) {
            Prediction.Value value = (Prediction.Value) one(servable, row("600", "3.5", "\"1\""));
            assertThat(value.value()).isCloseTo(20_000 + 5_000 * (1 + 2 * 0.5 + 1 + 0.25), within(0.01));
        }
        try (Servable servable = Servable.open(TestBundle.prices().write(folder))) {
            Prediction.Values values = (Prediction.Values) one(servable, row("600", "3.5", "\"1\""));
            assertThat(values.values().get("low")).isCloseTo(26_250, within(0.01));
            assertThat(values.values().get("high")).isCloseTo(31_250, within(0.01));
        }
    }

    @Test
    void answersEachLabelByItself() throws BundleUnreadable {
        TestBundle bundleOfLabels = TestBundle.labels();
        try (Servable servable = Servable.open(bundleOfLabels.write(folder))) {
            Prediction.Labels labels = (Prediction.Labels) one(servable, row("700", "3.5", "\"1\""));

            double[] expected = bundleOfLabels.answers(700, 3.5, "1");
            assertThat(labels.labels()).containsExactly("sport");
            assertThat(labels.probabilities().get("sport").doubleValue()).isCloseTo(expected[0], within(1e-6));
            assertThat(labels.probabilities().get("war").doubleValue()).isCloseTo(expected[1], within(1e-6));
        }
    }

    @Test
    void answersManyRowsInTheirOrder() throws BundleUnreadable {
        TestBundle price = TestBundle.price();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            rows.add(TestBundle.row(220 + i % 580, 3.0, "north"));
        }
        try (Servable servable = Servable.open(price.write(folder))) {
            List<Prediction> predictions = servable.predict(rows).predictions();

            assertThat(predictions).hasSize(2500);
            for (int i = 0; i < 2500; i++) {
                double expected = 20_000 + 5_000 * price.answers(220 + i % 580, 3, "north")[0];
                assertThat(((Prediction.Value) predictions.get(i)).value()).isCloseTo(expected, within(0.01));
            }
        }
    }

    @Test
    void takesNumbersAsCategoriesHoweverTheyAreWritten() {
        Prediction text = one(admissions, row("380", "3.61", "\"1\""));

        assertThat(one(admissions, row("380", "3.61", "1"))).isEqualTo(text);
        assertThat(one(admissions, row("380", "3.61", "1.0"))).isEqualTo(text);
    }

    @Test
    void putsTheLearnedValueForAMissingNumberAndNothingForAMissingCategory() {
        assertThat(one(admissions, row("null", "3.61", "\"north\"")))
                .isEqualTo(one(admissions, row("587.7", "3.61", "\"north\"")));
        Prediction.Category missing = (Prediction.Category) one(admissions, row("380", "3.61", "null"));
        assertThat(missing.probabilities().get("1").doubleValue())
                .isCloseTo(bundle.answers(380, 3.61, "")[0], within(1e-6));
    }

    @Test
    void warnsOfNumbersTheTrainingRowsNeverHad() {
        Answers answers = admissions.predict(rows("""
                [{"gre":9000,"gpa":3.61,"school":"north"},{"gre":380,"gpa":3.61,"school":"north"},
                 {"gre":100,"gpa":3.61,"school":"north"}]"""));

        assertThat(answers.predictions()).hasSize(3);
        assertThat(answers.warnings())
                .containsExactly(new Warning(
                        "out_of_range",
                        "gre",
                        "row 0: gre is 9000; the training rows have 220 to 800, and 1 more rows"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"gpa":3,"school":"1"}                           | /rows/0/gre    | missing_field    | gre is not there; give it a value such as 588, or null for a missing one
            {"gre":"380","gpa":3,"school":"1"}               | /rows/0/gre    | wrong_type       | gre is "380"; it is a number, such as 588
            {"gre":true,"gpa":3,"school":"1"}                | /rows/0/gre    | wrong_type       | gre is true; it is a number, such as 588
            {"gre":[1],"gpa":3,"school":"1"}                 | /rows/0/gre    | wrong_type       | gre is [1]; it is a number, such as 588
            {"gre":1e400,"gpa":3,"school":"1"}               | /rows/0/gre    | number_too_large | gre is Infinity; that is more than the network's numbers hold, the training rows have 220 to 800
            {"gre":1e300,"gpa":3,"school":"1"}               | /rows/0/gre    | number_too_large | gre is 1.0E300; that is more than the network's numbers hold, the training rows have 220 to 800
            {"gre":380,"gpa":3,"school":"nroth"}             | /rows/0/school | unknown_category | school is "nroth"; the training rows have "north", "south", "1": did you mean "north"?
            {"gre":380,"gpa":3,"school":"elsewhere"}         | /rows/0/school | unknown_category | school is "elsewhere"; the training rows have "north", "south", "1"
            {"gre":380,"gpa":3,"school":{"a":1}}             | /rows/0/school | wrong_type       | school is {a=1}; it is one of "north", "south", "1"
            {"gre":380,"gpa":3,"school":"1","admit":"0"}     | /rows/0/admit  | unknown_field    | admit is what the model predicts; leave it out
            {"gre":380,"gpa":3,"school":"1","wealth":1}      | /rows/0/wealth | unknown_field    | there is no wealth; the model reads gre, gpa, school
            {"gre":380,"gpa":3,"school":"1","a/b~c":1}       | /rows/0/a~1b~0c | unknown_field   | there is no a/b~c; the model reads gre, gpa, school
            """)
    void namesWhatIsWrongWithARow(String row, String pointer, String code, String message) {
        Problem problem = refusal("[" + row + "]");

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_PREDICTION_INPUT);
        assertThat(problem.violations()).hasSize(1);
        Violation violation = problem.violations().get(0);
        assertThat(violation.pointer()).isEqualTo(pointer);
        assertThat(violation.code()).isEqualTo(code);
        assertThat(violation.message()).isEqualTo(message);
    }

    @Test
    void movesAMisspeltFieldToItsName() {
        Problem problem = refusal("[{\"grre\":380,\"gpa\":3,\"school\":\"1\"}]");

        assertThat(problem.violations()).extracting(Violation::code).containsExactly("missing_field", "unknown_field");
        assertThat(problem.violations().get(1).suggestion()).isEqualTo(Suggestion.move("/rows/0/grre", "/rows/0/gre"));
    }

    @Test
    void givesAValidRowWithEveryRefusal() {
        assertThat(refusal("[{},null]").getMessage())
                .isEqualTo(
                        "2 of 2 rows do not fit the model; /rows/0/gre: gre is not there; give it a value such as 588,"
                                + " or null for a missing one. A valid one: "
                                + "{\"gre\":588,\"gpa\":3.39,\"school\":\"north\"}");
        assertThat(admissions.predict(List.of(admissions.example())).warnings()).isEmpty();
    }

    @Test
    void tellsAtMostAHundredViolationsAndCountsAllRows() {
        Problem problem = refusal("[" + "{},".repeat(199) + "{}]");

        assertThat(problem.violations()).hasSize(100);
        assertThat(problem.getMessage()).startsWith("200 of 200 rows");
    }

    @Test
    void writesNoNumberThatIsNone() {
        AnswerDecoder decoder =
                new AnswerDecoder(TestBundle.admissions().manifest().codec());
        float[] answers = {0.25f, Float.NaN};

        assertThat(Json.mapper().writeValueAsString(decoder.decode(answers, null, 2)))
                .isEqualTo("[{\"label\":\"0\",\"probabilities\":{\"0\":0.75,\"1\":0.25}},"
                        + "{\"label\":null,\"probabilities\":{\"0\":null,\"1\":null}}]");
        assertThat(decoder.warnings(answers, 2))
                .extracting(Warning::message)
                .containsExactly("the model's answer for 1 of 2 rows, the first of them row 1, is no finite number;"
                        + " null is given instead");
        AnswerDecoder values = new AnswerDecoder(TestBundle.price().manifest().codec());
        assertThat(Json.mapper().writeValueAsString(values.decode(new float[] {Float.POSITIVE_INFINITY}, null, 1)))
                .isEqualTo("[{\"value\":null}]");
    }

    private Problem refusal(String json) {
        return catchThrowableOfType(Problem.class, () -> admissions.predict(rows(json)));
    }

    private static Prediction one(Servable servable, String row) {
        Answers answers = servable.predict(rows("[" + row + "]"));
        assertThat(answers.warnings()).isEmpty();
        return answers.predictions().get(0);
    }

    private static String row(String gre, String gpa, String school) {
        return "{\"gre\":%s,\"gpa\":%s,\"school\":%s}".formatted(gre, gpa, school);
    }

    private static List<Map<String, Object>> rows(String json) {
        return Json.mapper().readValue(json, new TypeReference<>() {});
    }
}
