package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.MatrixSpec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Brings cells into a matrix of zeros and ones: a table whose columns are, or triples of user, item and perhaps rating,
 * which become a row a user (in the order in which they first occur) and a column an item (by name).
 */
final class BinaryMatrix {

    private final Loaded loaded;
    private final List<Warning> warnings = new ArrayList<>();

    BinaryMatrix(Loaded loaded) {
        this.loaded = loaded;
    }

    /** @throws Unreadable when the cells are neither */
    Loaded shaped() throws SQLException {
        MatrixSpec matrix = loaded.readAs().matrix();
        List<Vote> votes = Votes.of(loaded.database(), loaded.names().size());
        List<Integer> binary = IntStream.range(0, votes.size())
                .filter(i -> votes.get(i).isMostlyZeroOrOne())
                .boxed()
                .toList();
        boolean few = loaded.names().size() == 2 || loaded.names().size() == 3;
        boolean isTriples = matrix != null || binary.size() * 2 < loaded.names().size() || (few && binary.size() <= 1);
        return isTriples && loaded.names().size() >= 2
                ? new Triples(loaded, matrix == null ? MatrixSpec.EMPTY : matrix).pivoted()
                : only(binary, votes);
    }

    private Loaded only(List<Integer> binary, List<Vote> votes) throws SQLException {
        if (binary.isEmpty()) {
            throw new Unreadable(
                    "not_binary",
                    "no column is 0 or 1; a binary matrix is a table of these, or triples of user, item and rating");
        }
        List<String> leftOut = IntStream.range(0, loaded.names().size())
                .filter(i -> !binary.contains(i))
                .mapToObj(loaded.names()::get)
                .toList();
        if (!leftOut.isEmpty()) {
            warnings.add(new Warning(
                    "columns_left_out",
                    null,
                    "these columns are not 0 or 1 and were left out: " + Overrides.listed(leftOut)));
            String kept = IntStream.range(0, binary.size())
                    .mapToObj(i -> "c%d AS c%d".formatted(binary.get(i), i))
                    .collect(Collectors.joining(", "));
            loaded.database().execute("CREATE TEMP TABLE kept AS SELECT line, %s FROM cells".formatted(kept));
            loaded.database().execute("DROP TABLE cells");
            loaded.database().execute("ALTER TABLE kept RENAME TO cells");
        }
        List<String> names = binary.stream().map(loaded.names()::get).toList();
        return new Loaded(
                loaded.database(),
                names,
                binary.stream().map(votes::get).toList(),
                Map.of(),
                Set.of(),
                loaded.rows(),
                loaded.broken(),
                loaded.readAs(),
                warnings);
    }
}
