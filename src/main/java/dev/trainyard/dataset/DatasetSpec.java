package dev.trainyard.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.ProblemType;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a data set is to be read; what is left out is inferred from the bytes.
 *
 * @param decimal the sign before the decimals of a number, {@code .} or {@code ,}
 * @param comment the sign that begins a line to be skipped
 * @param images how pictures are brought to one size
 * @param sequence which columns make rows into sequences
 * @param matrix which columns are triples that make a binary matrix
 * @param tags words to find it by
 */
@InvalidAs(ProblemType.INVALID_DATASET_SPEC)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatasetSpec(
        @Nullable String name,
        @Nullable DatasetKind kind,
        @Nullable Boolean header,
        @Nullable String delimiter,
        @Nullable String quote,
        @Nullable List<String> nullValues,
        @Nullable List<ColumnOverride> columns,
        @Nullable String decimal,
        @Nullable String comment,
        @Nullable ImageSpec images,
        @Nullable SequenceSpec sequence,
        @Nullable MatrixSpec matrix,
        @Nullable List<String> tags) {

    public static final List<String> USUAL_NULL_VALUES = List.of("", "NA", "NaN", "null", "?");
    public static final DatasetSpec EMPTY =
            new DatasetSpec(null, null, null, null, null, null, null, null, null, null, null, null, null);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final int MOST_NULL_VALUES = 100;
    private static final int LONGEST_NULL_VALUE = 100;
    private static final int MOST_TAGS = 20;

    public DatasetSpec {
        nullValues = nullValues == null ? null : List.copyOf(nullValues);
        columns = columns == null ? null : List.copyOf(columns);
        tags = tags == null ? null : List.copyOf(tags);
        if (name != null && !isName(name)) {
            throw new IllegalArgumentException(
                    "name '%s' is none: lower-case letters, digits, '.', '_' and '-', at most 63, the first a letter or digit"
                            .formatted(shortened(name)));
        }
        checkSign("delimiter", delimiter);
        checkSign("quote", quote);
        checkSign("comment", comment);
        if (decimal != null && !decimal.equals(".") && !decimal.equals(",")) {
            throw new IllegalArgumentException("decimal is '%s'; it is '.' or ','".formatted(shortened(decimal)));
        }
        if (decimal != null && decimal.equals(delimiter)) {
            throw new IllegalArgumentException(
                    "decimal is the delimiter '%s' too; they must differ".formatted(delimiter));
        }
        checkTags(tags);
        if (delimiter != null && delimiter.equals(quote)) {
            throw new IllegalArgumentException("quote is the delimiter '%s' too; they must differ".formatted(quote));
        }
        if (nullValues != null
                && (nullValues.size() > MOST_NULL_VALUES
                        || nullValues.stream().anyMatch(value -> value.length() > LONGEST_NULL_VALUE))) {
            throw new IllegalArgumentException("nullValues may be at most %d texts of at most %d characters"
                    .formatted(MOST_NULL_VALUES, LONGEST_NULL_VALUE));
        }
    }

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static void checkTags(@Nullable List<String> tags) {
        if (tags == null) {
            return;
        }
        if (tags.size() > MOST_TAGS) {
            throw new IllegalArgumentException("tags are %d; at most %d may be".formatted(tags.size(), MOST_TAGS));
        }
        for (String tag : tags) {
            if (!isName(tag)) {
                throw new IllegalArgumentException(
                        "tags has '%s': lower-case letters, digits, '.', '_' and '-', at most 63, the first a letter or digit"
                                .formatted(shortened(tag)));
            }
        }
    }

    private static void checkSign(String field, @Nullable String sign) {
        if (sign == null) {
            return;
        }
        boolean usable = sign.length() == 1
                && sign.charAt(0) < 128
                && (sign.charAt(0) > ' ' || sign.equals("\t") || sign.equals(" "))
                && !Character.isLetterOrDigit(sign.charAt(0));
        if (!usable) {
            throw new IllegalArgumentException("%s is '%s'; it is one ASCII sign that is no letter and no digit"
                    .formatted(field, shortened(sign)));
        }
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    public List<String> nullValuesOrUsual() {
        return nullValues == null ? USUAL_NULL_VALUES : nullValues;
    }

    public List<ColumnOverride> columnsOrNone() {
        return columns == null ? List.of() : columns;
    }

    /** This description with every field that the patch gives. */
    public DatasetSpec patched(DatasetSpec patch) {
        return new DatasetSpec(
                patch.name == null ? name : patch.name,
                patch.kind == null ? kind : patch.kind,
                patch.header == null ? header : patch.header,
                patch.delimiter == null ? delimiter : patch.delimiter,
                patch.quote == null ? quote : patch.quote,
                patch.nullValues == null ? nullValues : patch.nullValues,
                patch.columns == null ? columns : patch.columns,
                patch.decimal == null ? decimal : patch.decimal,
                patch.comment == null ? comment : patch.comment,
                patch.images == null ? images : patch.images,
                patch.sequence == null ? sequence : patch.sequence,
                patch.matrix == null ? matrix : patch.matrix,
                patch.tags == null ? tags : patch.tags);
    }

    /** Whether reading the same bytes under the other description could give something else. */
    public boolean readsLike(DatasetSpec other) {
        return unlabelled().equals(other.unlabelled());
    }

    private DatasetSpec unlabelled() {
        return named(null).untagged();
    }

    public DatasetSpec named(@Nullable String newName) {
        return with(draft -> draft.name = newName);
    }

    public DatasetSpec withKind(DatasetKind newKind) {
        return with(draft -> draft.kind = newKind);
    }

    public DatasetSpec withNullValues(List<String> values) {
        return with(draft -> draft.nullValues = values);
    }

    public DatasetSpec withColumns(@Nullable List<ColumnOverride> overrides) {
        return with(draft -> draft.columns = overrides);
    }

    public DatasetSpec withDecimal(String sign) {
        return with(draft -> draft.decimal = sign);
    }

    public DatasetSpec withHeader(boolean hasHeader) {
        return with(draft -> draft.header = hasHeader);
    }

    public DatasetSpec withSigns(@Nullable String delimiterSign, @Nullable String quoteSign) {
        return with(draft -> {
            draft.delimiter = delimiterSign;
            draft.quote = quoteSign;
        });
    }

    public DatasetSpec withSequence(SequenceSpec columnsOfSequences) {
        return with(draft -> draft.sequence = columnsOfSequences);
    }

    public DatasetSpec withMatrix(MatrixSpec columnsOfTriples) {
        return with(draft -> draft.matrix = columnsOfTriples);
    }

    /** Without its tags, which say nothing of how it is read. */
    public DatasetSpec untagged() {
        return with(draft -> draft.tags = null);
    }

    /** This description as that of pictures; frames of clips have a {@code sequence}. */
    public DatasetSpec ofPictures(
            @Nullable DatasetKind pictures, @Nullable ImageSpec size, @Nullable SequenceSpec clips) {
        return with(draft -> {
            draft.kind = pictures;
            draft.images = size;
            draft.sequence = clips;
        });
    }

    private DatasetSpec with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.spec();
    }

    /** A copy that is being changed. */
    private static final class Draft {

        private @Nullable String name;
        private @Nullable DatasetKind kind;
        private @Nullable Boolean header;
        private @Nullable String delimiter;
        private @Nullable String quote;
        private @Nullable List<String> nullValues;
        private @Nullable List<ColumnOverride> columns;
        private @Nullable String decimal;
        private @Nullable String comment;
        private @Nullable ImageSpec images;
        private @Nullable SequenceSpec sequence;
        private @Nullable MatrixSpec matrix;
        private @Nullable List<String> tags;

        Draft(DatasetSpec spec) {
            name = spec.name;
            kind = spec.kind;
            header = spec.header;
            delimiter = spec.delimiter;
            quote = spec.quote;
            nullValues = spec.nullValues;
            columns = spec.columns;
            decimal = spec.decimal;
            comment = spec.comment;
            images = spec.images;
            sequence = spec.sequence;
            matrix = spec.matrix;
            tags = spec.tags;
        }

        DatasetSpec spec() {
            return new DatasetSpec(
                    name,
                    kind,
                    header,
                    delimiter,
                    quote,
                    nullValues,
                    columns,
                    decimal,
                    comment,
                    images,
                    sequence,
                    matrix,
                    tags);
        }
    }
}
