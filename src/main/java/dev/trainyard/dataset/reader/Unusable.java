package dev.trainyard.dataset.reader;

/** Says why no row was left. */
final class Unusable {

    private Unusable() {}

    static Reason broken(Cut tidy, boolean header) {
        if (tidy.broken().rows() == 0) {
            return new Reason(
                    "no_rows",
                    header
                            ? "the file has a header (%d columns) and no rows"
                                    .formatted(tidy.names().size())
                            : "the file has only blank lines; expected a header line and rows");
        }
        Reject first = tidy.broken().first().get(0);
        return new Reason(
                "no_usable_row",
                "none of the %,d rows can be used; the first, line %d: %s"
                        .formatted(tidy.broken().rows(), first.line(), first.message()));
    }

    static Reason badCells(Rejects rejects) {
        Reject first = rejects.data().get(0);
        return new Reason(
                "no_usable_row",
                "none of the %,d rows can be used; the first, line %d%s: %s"
                        .formatted(
                                rejects.rows(),
                                first.line(),
                                first.column() == null ? "" : ", column '%s'".formatted(first.column()),
                                first.message()),
                rejects.suggestions().isEmpty() ? null : rejects.suggestions().get(0));
    }
}
