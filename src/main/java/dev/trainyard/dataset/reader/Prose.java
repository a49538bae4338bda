package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ColumnOverride;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells running text from a table. */
final class Prose {

    /** The only column of a plain text. */
    static final List<ColumnOverride> COLUMNS = List.of(new ColumnOverride(PlainText.COLUMN, null, ColumnType.TEXT));

    private static final int WORDS_A_LINE = 4;
    private static final int WORDS_A_PHRASE = 3;
    private static final double TABLE_UNITY = 0.95;
    private static final int LONGEST_NAME = 40;
    private static final Set<String> TEXT_NAMES = Set.of(
            "text", "texts", "sentence", "sentences", "review", "comment", "message", "document", "content", "title");

    private final DatasetSpec spec;
    private final Sniffer sniffer;
    private final Dialect dialect;

    Prose(DatasetSpec spec, Sniffer sniffer, Dialect dialect) {
        this.spec = spec;
        this.sniffer = sniffer;
        this.dialect = dialect;
    }

    /**
     * Whether the file is meant as plain text: it was said to be text and does not look like a table, or nothing was said and
     * its lines have {@value #WORDS_A_LINE} words or more on average, with nothing but commas between them here and there.
     */
    boolean isMeant() throws IOException {
        boolean saidToBeATable = spec.header() != null || spec.delimiter() != null || spec.columns() != null;
        if (saidToBeATable || (spec.kind() != DatasetKind.TABULAR && spec.kind() != DatasetKind.TEXT)) {
            return false;
        }
        List<List<String>> rows = sniffer.rows(dialect);
        if (rows.isEmpty()) {
            return false;
        }
        return spec.kind() == DatasetKind.TEXT ? !isTable(rows) : readsLikeProse(rows);
    }

    private boolean readsLikeProse(List<List<String>> rows) {
        return dialect.delimiter() == Dialect.NONE
                ? !isNamed(rows.get(0)) && wordsACell(rows) >= WORDS_A_LINE
                : dialect.delimiter() == ',' && Sniffer.unity(rows) < TABLE_UNITY && wordsACell(rows) >= WORDS_A_PHRASE;
    }

    private static boolean isTable(List<List<String>> rows) {
        List<String> first = rows.get(0);
        return first.size() == 1
                ? isNamed(first)
                : Sniffer.unity(rows) >= TABLE_UNITY
                        && Set.copyOf(first).size() == first.size()
                        && first.stream().allMatch(Prose::couldBeAName);
    }

    /** Whether the only cell is what a column of texts is usually called. */
    private static boolean isNamed(List<String> first) {
        return first.size() == 1 && TEXT_NAMES.contains(first.get(0).toLowerCase(Locale.ROOT));
    }

    private static boolean couldBeAName(String cell) {
        return !cell.isBlank() && cell.length() <= LONGEST_NAME && cell.split("\\s+").length <= 3;
    }

    private static double wordsACell(List<List<String>> rows) {
        return rows.stream()
                .flatMap(List::stream)
                .mapToInt(cell -> cell.split("\\s+").length)
                .average()
                .orElse(0);
    }
}
