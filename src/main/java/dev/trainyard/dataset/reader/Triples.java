package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.MatrixSpec;
import dev.trainyard.problem.NearestName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns triples of user, item and perhaps rating into a matrix of zeros and ones. */
final class Triples {

    private final Loaded loaded;
    private final Database database;
    private final String user;
    private final String item;
    private final @Nullable String rating;
    private final MatrixSpec given;

    Triples(Loaded loaded, MatrixSpec given) {
        this.loaded = loaded;
        this.database = loaded.database();
        this.given = given;
        this.user = "c" + place("userColumn", given.userColumn(), 0);
        this.item = "c" + place("itemColumn", given.itemColumn(), 1);
        boolean rated = given.ratingColumn() != null || loaded.names().size() > 2;
        this.rating = rated ? "c" + place("ratingColumn", given.ratingColumn(), 2) : null;
        if (user.equals(item) || user.equals(rating) || item.equals(rating)) {
            throw new Unreadable(
                    "same_column",
                    "user, item and rating are three columns, the first, the second and the third unless matrix.userColumn, itemColumn and ratingColumn name others; now two of them are '%s'"
                            .formatted(name(user.equals(rating) ? user : item)));
        }
    }

    private int place(String field, @Nullable String name, int usual) {
        if (name == null) {
            return usual;
        }
        int place = loaded.names().indexOf(name);
        if (place < 0) {
            String hint = NearestName.of(name, loaded.names())
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("");
            throw new Unreadable(
                    "unknown_column",
                    "matrix.%s is '%s', which is no column; there are: %s%s"
                            .formatted(field, name, Overrides.listed(loaded.names()), hint));
        }
        return place;
    }

    Loaded pivoted() throws SQLException {
        leaveOut("missing_user_or_item", "%s IS NULL OR %s IS NULL".formatted(user, item), "user or item is missing");
        Double threshold = threshold();
        if (rating != null) {
            leaveOut("not_a_number", "number(%s) IS NULL".formatted(rating), "the rating is no number");
        }
        List<Warning> warnings = new ArrayList<>(loaded.warnings());
        List<String> items = items(warnings);
        if (items.isEmpty()) {
            throw new Unreadable("no_rows", "no triple has a user, an item and a rating");
        }
        pivot(items.size(), threshold);
        if (threshold != null && given.threshold() == null) {
            warnings.add(new Warning(
                    "threshold_chosen",
                    null,
                    "a rating of %s or more counts as 1, which is the middle of the scale; matrix.threshold says otherwise"
                            .formatted(threshold)));
        }
        MatrixSpec used = new MatrixSpec(name(user), name(item), rating == null ? null : name(rating), threshold);
        return new Loaded(
                database,
                items,
                Collections.nCopies(items.size(), Vote.ALL_BINARY),
                Map.of(),
                Set.of(),
                database.count("SELECT count(*) FROM cells"),
                loaded.broken(),
                loaded.readAs().withMatrix(used),
                warnings);
    }

    private String name(String cell) {
        return loaded.names().get(Integer.parseInt(cell.substring(1)));
    }

    private void leaveOut(String reason, String condition, String message) throws SQLException {
        String excerpt = "concat_ws(',', %s, %s, %s)".formatted(user, item, rating == null ? "NULL" : rating);
        for (Object[] row : database.rows("SELECT line, %s FROM cells WHERE %s ORDER BY line LIMIT %d"
                .formatted(excerpt, condition, Rejects.MOST_KEPT))) {
            loaded.broken().add(Votes.count(row[0]), String.valueOf(row[1]), reason, message);
        }
        long all = database.count("SELECT count(*) FROM cells WHERE " + condition);
        loaded.broken().addUnseen(reason, all - Rejects.MOST_KEPT);
        database.execute("DELETE FROM cells WHERE " + condition);
    }

    private @Nullable Double threshold() throws SQLException {
        if (rating == null || given.threshold() != null) {
            return given.threshold();
        }
        Object[] range =
                database.row("SELECT (min(number(%1$s)) + max(number(%1$s))) / 2 FROM cells".formatted(rating));
        return (Double) range[0];
    }

    /** The names of the items, in their order; of too many those that most users have. */
    private List<String> items(List<Warning> warnings) throws SQLException {
        database.execute("""
                CREATE TEMP TABLE items AS
                SELECT item, row_number() OVER (ORDER BY number(item), item) - 1 AS place
                FROM (SELECT %2$s AS item, count(DISTINCT %1$s) AS users FROM cells
                    GROUP BY item ORDER BY users DESC, item LIMIT %3$d)""".formatted(user, item, Tidying.MOST_COLUMNS));
        long all = database.count("SELECT count(DISTINCT %s) FROM cells".formatted(item));
        if (all > Tidying.MOST_COLUMNS) {
            warnings.add(new Warning(
                    "items_left_out",
                    null,
                    "of %,d items the %,d that most users have are kept".formatted(all, Tidying.MOST_COLUMNS)));
        }
        List<String> names = database.rows("SELECT item FROM items ORDER BY place").stream()
                .map(row -> (String) row[0])
                .toList();
        List<String> clean = Names.ofHeader(names);
        Names.refuseDoubled(clean);
        return clean;
    }

    private void pivot(int items, @Nullable Double threshold) throws SQLException {
        String liked = rating == null || threshold == null
                ? "true"
                : "number(%s) >= CAST('%s' AS DOUBLE)".formatted(rating, threshold);
        database.execute("""
                CREATE TEMP TABLE users AS
                SELECT min(line) AS line, bitstring_agg(place, 0, %d) FILTER (%s) AS bits
                FROM cells JOIN items ON items.item = cells.%s GROUP BY cells.%s""".formatted(Math.max(1, items - 1), liked, item, user));
        String cells = IntStream.range(0, items)
                .mapToObj(i -> "CASE WHEN bits IS NULL THEN '0' ELSE CAST(get_bit(bits, %1$d) AS VARCHAR) END AS c%1$d"
                        .formatted(i))
                .collect(Collectors.joining(", "));
        database.execute("DROP TABLE cells");
        database.execute("CREATE TEMP TABLE cells AS SELECT line, %s FROM users ORDER BY line".formatted(cells));
    }
}
