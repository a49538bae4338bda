package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.Output;
import dev.trainyard.problem.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A target whose cells list labels, of which a row may have several. */
class ListedLabelsTest {

    private static final String JOB = """
            {"datasetId":"films","target":["%s"],"preprocessing":{"labelSeparator":"|"},
             "definition":{"kind":"sequential","layers":[{"type":"dense"}]}}""";

    private final Planning planning = new Planning(new Data()
            .with(
                    "films",
                    400,
                    Data.number("x"),
                    Data.categories("genres", "drama|war", "comedy", "comedy | drama", "[]"),
                    Data.categories("tags", "[\"a|b\",\"c\"]", "[\"c\"]"),
                    Data.classes("kind", 200, 200),
                    Data.number("price")));

    @Test
    void findsTheLabelsInTheCells() {
        ListCells cells = new ListCells("|");

        assertThat(cells.labels(" b|a||b ")).containsExactly("b", "a");
        assertThat(cells.labels("[\"a|b\", \"c\", 3]")).containsExactly("a|b", "c", "3");
        assertThat(cells.labels("[]")).isEmpty();
        assertThat(cells.labels("[broken|x]")).containsExactly("[broken", "x]");
        assertThat(cells.all(List.of("b|a", "c", "a"))).containsExactly("a", "b", "c");
    }

    @Test
    void givesEachLabelAnOutput() {
        ResolvedJob job = planning.valid(JOB.formatted("genres"));

        assertThat(job.output()).isEqualTo(Output.labels(3));
        assertThat(job.training().loss()).isEqualTo(Loss.BINARY_CROSSENTROPY);
        assertThat(planning.valid(JOB.formatted("tags")).output()).isEqualTo(Output.labels(2));
    }

    @Test
    void refusesWhatListsNothing() {
        assertThat(planning.plan(JOB.formatted("price")).violations())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(org.assertj.core.api.Assertions.tuple("/preprocessing/labelSeparator", "not_used"));
        assertThat(new Planning(new Data().with("films", 100, Data.number("x"), Data.categories("one", "a", "a|a")))
                        .plan(JOB.formatted("one"))
                        .violations())
                .extracting(Violation::code)
                .containsExactly("no_list");
    }
}
