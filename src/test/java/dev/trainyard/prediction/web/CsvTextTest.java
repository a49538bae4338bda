package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.prediction.CsvLine;
import dev.trainyard.prediction.TextTable;
import dev.trainyard.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTextTest {

    @Test
    void readsQuotesLineEndsAndBlankLines() {
        TextTable table = CsvText.read("\uFEFFa, b ,\"c \"\"x\"\"\"\r\n1, two ,\" three, \n3 \"\n\n4,,\"\"");

        assertThat(table.header()).containsExactly("a", "b", "c \"x\"");
        assertThat(table.rows()).containsExactly(List.of("1", "two", " three, \n3 "), List.of("4", "", ""));
    }

    @Test
    void readsAnEmptyCellOfASingleColumn() {
        assertThat(CsvText.read("a\n1\n\n2\n").rows()).containsExactly(List.of("1"), List.of(""), List.of("2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, quoteCharacter = '!', textBlock = """
            a,b;1;2,3|line 2: 1 cells, and the header has 2
            a,b;1,2;1,"2;3|line 4: a quote that is never closed
            a,b;"1"x,2|line 2: text after a closing quote
            a,a;1,2|the first line is no header
            ;1|the first line is no header
            """)
    void saysAtWhichLineItIsNoCsv(String csv, String message) {
        assertThatThrownBy(() -> CsvText.read(csv.replace(';', '\n')))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(message);
    }

    @Test
    void writesQuotesWhereTheyAreNeeded() {
        assertThat(CsvLine.of(List.of("plain", "a,b", "say \"x\"", " pad", "two\nlines")))
                .isEqualTo("plain,\"a,b\",\"say \"\"x\"\"\",\" pad\",\"two\nlines\"\r\n");
    }
}
