package dev.trainyard.dataset.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of the data.
 *
 * @param sequences only of data sets of that kind
 * @param associations null where there are too many columns, or too few that can be compared
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Profile(
        List<ColumnProfile> columns,
        @Nullable Associations associations,
        @Nullable SequenceLengths sequences) {

    public static final Profile EMPTY = new Profile(List.of(), null, null);

    public Profile {
        columns = List.copyOf(columns);
    }

    /** The shape of one column, without what the column itself tells. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ColumnProfile(
            String name,
            @Nullable Quantiles quantiles,
            @Nullable Histogram histogram,
            @Nullable List<Value> top,
            @Nullable Range range,
            @Nullable Lengths lengths) {

        static ColumnProfile named(String name) {
            return new ColumnProfile(name, null, null, null, null, null);
        }
    }

    public record Quantiles(double p25, double median, double p75) {}

    /** {@code counts[i]} values lie in {@code [edges[i], edges[i + 1])}, the last bin has its upper edge too. */
    public record Histogram(List<Double> edges, List<Long> counts) {}

    public record Value(String value, long count) {}

    /** The first and the last moment, RFC 3339. */
    public record Range(String first, String last) {}

    /** How many characters texts have. */
    public record Lengths(long shortest, double mean, long longest) {}

    /**
     * How closely columns go together, from a sample: between two numeric columns Pearson's correlation (-1 to 1), between
     * a numeric and a categorical one the correlation ratio (0 to 1), between two categorical ones their mutual information
     * as a share of the geometric mean of their entropies (0 to 1); null where it is not defined.
     *
     * @param rows how many rows were looked at
     */
    public record Associations(long rows, List<String> names, List<List<@Nullable Double>> values) {}
}
