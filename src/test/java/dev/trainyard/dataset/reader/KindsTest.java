package dev.trainyard.dataset.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.MatrixSpec;
import dev.trainyard.dataset.SequenceSpec;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {

    private static final String TRIPLES = """
            user,film,stars
            ann,Alien,5
            bob,Brazil,2
            ann,Casablanca,3
            cleo,Alien,1
            bob,Casablanca,4
            ann,,4
            bob,Alien,many
            """;

    @TempDir
    Path folder;

    private Readings readings;

    @BeforeEach
    void prepare() {
        readings = new Readings(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "To be, or not to be,\nthat is the question.\n\n\n  Whether 'tis \"nobler\" in the mind\r\n to suffer\rslings",
                "one line without an end, and that is all of it",
                "a b c d e\n\n\n",
                "NA NaN null ? = @ \t,;|\n?\nNA\n\"\n''\n, and so on it goes without any end at all\n"
            })
    void keepsEverySignOfAPlainText(String text) {
        Reading reading = readings.read(text, "{\"kind\":\"text\"}");
        assertThat(reading.readAs().kind()).isEqualTo(DatasetKind.TEXT);
        assertThat(reading.columns())
                .extracting(Column::name, Column::type)
                .containsExactly(tuple("text", ColumnType.TEXT));
        assertThat(reading.columns().get(0).missing()).isZero();
        assertThat(joined()).isEqualTo(text);
    }

    @Test
    void cutsEndlessLinesBetweenSigns() {
        Random random = new Random(1);
        String text = IntStream.range(0, 60_000)
                .mapToObj(i -> new String(Character.toChars(new int[] {'a', 'ä', '€', 0x1f600}[random.nextInt(4)])))
                .collect(Collectors.joining());
        Reading reading = readings.read("\ufeff" + text, "{\"kind\":\"text\"}");
        assertThat(reading.rows()).isGreaterThan(5);
        assertThat(joined()).isEqualTo(text);
    }

    private String joined() {
        return readings.typed("text").stream().map(String::valueOf).collect(Collectors.joining());
    }

    @Test
    void tellsTablesOfTextsFromPlainText() {
        Reading pairs = readings.read("source,target\na b,b a\nc d,d c\n", "{\"kind\":\"text\"}");
        assertThat(pairs.columns()).extracting(Column::name).containsExactly("source", "target");
        Reading single = readings.read("text\nhow do you do\nvery well and thank you for asking\n");
        assertThat(single.readAs().kind()).isEqualTo(DatasetKind.TABULAR);
        assertThat(single.rows()).isEqualTo(2);
        assertThat(readings.read("Ann\nBob\n", "{\"kind\":\"text\"}").head().get(0))
                .containsExactly("Ann\n");
        assertThat(readings.read(
                                "gr\u00f6\u00dfe und mehr als das\n"
                                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                                "{\"kind\":\"text\"}")
                        .reasons())
                .extracting(Reason::code)
                .containsExactly("not_utf8");
    }

    @Test
    void findsTheColumnsOfSequences() {
        Reading reading =
                readings.read("run,t,x\na,0,1.5\na,1,2.5\nb,0,3.5\n,1,4.5\nb,,5.5\n", "{\"kind\":\"sequences\"}");
        assertThat(reading.readAs().sequence()).isEqualTo(new SequenceSpec("run", "t"));
        assertThat(reading.rows()).isEqualTo(3);
        assertThat(reading.rejected().data())
                .extracting(Reject::line, Reject::column, Reject::reason)
                .containsExactly(tuple(5L, "run", "missing_cell"), tuple(6L, "t", "missing_cell"));
        assertThat(reading.profile().sequences().sequences()).isEqualTo(2);
        assertThat(reading.profile().sequences().longest()).isEqualTo(2);
    }

    @Test
    void takesATableWithoutIdForOneSeries() {
        Reading reading = readings.read("month,n\n2024-01,1\n2024-02,5\n2024-02,3\n", "{\"kind\":\"sequences\"}");
        assertThat(reading.readAs().sequence()).isEqualTo(new SequenceSpec(null, "month"));
        assertThat(reading.warnings()).extracting(Warning::code).contains("repeated_order");
        assertThat(reading.profile().sequences().longest()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"idColumn\":\"rum\"}",
                "{\"orderColumn\":\"when\"}",
                "{\"idColumn\":\"t\",\"orderColumn\":\"t\"}",
                "{\"orderColumn\":\"kind\"}"
            })
    void refusesColumnsThatMakeNoSequences(String sequence) {
        Reading reading = readings.read(
                "run,t,kind\n1,0,a\n1,1,b\n2,0,a\n", "{\"kind\":\"sequences\",\"sequence\":%s}".formatted(sequence));
        assertThat(reading.reasons())
                .extracting(Reason::code)
                .containsAnyOf("unknown_column", "same_column", "no_order");
    }

    @Test
    void readsATableOfZerosAndOnes() {
        Reading reading = readings.read("who,a,b\nann,1,0\nbob,0,1\ncleo,1.0,1\n", "{\"kind\":\"binary-matrix\"}");
        assertThat(reading.columns())
                .extracting(Column::name, Column::type)
                .containsExactly(tuple("a", ColumnType.NUMERIC), tuple("b", ColumnType.NUMERIC));
        assertThat(readings.typed("a")).containsExactly(1.0, 0.0, 1.0);
        assertThat(reading.warnings()).extracting(Warning::code).containsExactly("columns_left_out");
    }

    @Test
    void rejectsWhatIsNeitherZeroNorOne() {
        Reading reading = readings.read(
                "a,b\n" + "1,0\n0,1\n".repeat(20) + "2,1\n1,x\n", "{\"kind\":\"binary-matrix\",\"header\":true}");
        assertThat(reading.rows()).isEqualTo(40);
        assertThat(reading.rejected().data())
                .extracting(Reject::line, Reject::reason)
                .containsExactly(tuple(42L, "not_zero_or_one"), tuple(43L, "not_zero_or_one"));
    }

    @Test
    void knowsProseWhenNothingIsSaid() {
        String prose =
                "Shall I compare thee to a summer's day?\nThou art more lovely, and more temperate:\nRough winds do shake\n";
        assertThat(readings.read(prose).readAs().kind()).isEqualTo(DatasetKind.TEXT);
        assertThat(joined()).isEqualTo(prose);
    }

    @Test
    void pivotsTriplesByAThreshold() {
        Reading reading = readings.read(TRIPLES, "{\"kind\":\"binary-matrix\",\"matrix\":{\"threshold\":3}}");
        assertThat(reading.columns()).extracting(Column::name).containsExactly("Alien", "Brazil", "Casablanca");
        assertThat(readings.typed("Alien")).containsExactly(1.0, 0.0, 0.0);
        assertThat(readings.typed("Brazil")).containsExactly(0.0, 0.0, 0.0);
        assertThat(readings.typed("Casablanca")).containsExactly(1.0, 1.0, 0.0);
        assertThat(reading.rejected().data())
                .extracting(Reject::line, Reject::reason)
                .containsExactly(tuple(7L, "missing_user_or_item"), tuple(8L, "not_a_number"));
        assertThat(reading.readAs().matrix()).isEqualTo(new MatrixSpec("user", "film", "stars", 3.0));
    }

    @Test
    void choosesTheMiddleOfTheScaleAsThreshold() {
        Reading reading = readings.read(TRIPLES, "{\"kind\":\"binary-matrix\"}");
        assertThat(reading.readAs().matrix()).isEqualTo(new MatrixSpec("user", "film", "stars", 3.0));
        assertThat(reading.warnings()).extracting(Warning::code).containsExactly("threshold_chosen");
    }

    @Test
    void refusesOneColumnForUserAndItem() {
        Reading reading = readings.read(TRIPLES, "{\"kind\":\"binary-matrix\",\"matrix\":{\"userColumn\":\"film\"}}");
        assertThat(reading.reasons()).extracting(Reason::code).containsExactly("same_column");
    }

    @Test
    void pivotsPairsWithoutRatings() {
        readings.read("u,i\n1,x\n2,y\n1,y\n", "{\"kind\":\"binary-matrix\",\"header\":true}");
        assertThat(readings.typed("x")).containsExactly(1.0, 0.0);
        assertThat(readings.typed("y")).containsExactly(1.0, 1.0);
    }

    @Test
    void keepsTheItemsThatMostUsersHave() {
        String triples = IntStream.range(0, 3_000)
                .mapToObj(i -> "u%d,i%d\nu%d,common\n".formatted(i % 50, i, i % 50))
                .collect(Collectors.joining("", "user,item\n", ""));
        Reading reading = readings.read(triples, "{\"kind\":\"binary-matrix\"}");
        assertThat(reading.columns()).hasSize(2_000);
        assertThat(reading.rows()).isEqualTo(50);
        assertThat(readings.typed("common")).hasSize(50).containsOnly(1.0);
        assertThat(reading.warnings()).extracting(Warning::code).containsExactly("items_left_out");
    }

    @Test
    void readsTheSamplesInTheirKinds() {
        for (String name : new String[] {"adding-problem", "bars-and-stripes", "names", "reversal", "sine"}) {
            var sample = dev.trainyard.dataset.samples.Samples.named(name);
            Reading reading = readings.read(sample.bytes(500, 0, 1), sample.spec());
            assertThat(reading.reasons()).isEmpty();
            assertThat(reading.columns()).extracting(Column::name).containsExactlyElementsOf(sample.columns());
            assertThat(reading.rows()).isEqualTo(500);
        }
        assertThat(new String(
                                dev.trainyard.dataset.samples.Samples.named("names")
                                        .bytes(3, 0, 1),
                                UTF_8)
                        .lines())
                .hasSize(3);
    }
}
