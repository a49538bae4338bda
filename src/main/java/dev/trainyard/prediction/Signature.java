package dev.trainyard.prediction;

import dev.trainyard.bundle.BagEncoder;
import dev.trainyard.bundle.ClipEncoder;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.PrefixedEncoder;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a version reads and answers, as the inference protocols tell it.
 *
 * @param field the field of a native request that lists such examples, such as {@code rows}
 * @param columns the features in the model's order; a single one where an example is a text or a picture
 * @param steps how many steps a sequence has at most, 0 where an example is none
 * @param exact whether it has exactly so many
 * @param outputs the tensors that are answered
 */
public record Signature(
        String model, int version, String field, List<Column> columns, int steps, boolean exact, List<Tensor> outputs) {

    public static final String LABEL = "label";
    public static final String PROBABILITIES = "probabilities";
    public static final String VALUES = "values";
    public static final String TEXT = "text";
    public static final String IMAGE = "image";
    public static final String ROW = "row";
    public static final String CLIP = "clip";

    private static final int ANY = -1;

    /** A feature column: of numbers, or of categories, texts or files in base64. */
    public record Column(String name, boolean numeric) {}

    /**
     * A tensor that is answered.
     *
     * @param shape with -1 for what depends on the request
     */
    public record Tensor(String name, List<Integer> shape) {

        /** Whether each example, or step of one, has a single text in it: a label, a text or a picture. */
        public boolean isOfOne() {
            return isOfOne(name);
        }

        /** The same of a tensor of that name. */
        public static boolean isOfOne(String name) {
            return List.of(LABEL, TEXT, IMAGE).contains(name.substring(name.lastIndexOf('/') + 1));
        }

        /** Its elements by the words of the Open Inference Protocol. */
        public String datatype() {
            return datatype(name);
        }

        /** The same of a tensor of that name, which stands behind that of its output where there are several. */
        public static String datatype(String name) {
            return switch (name.substring(name.lastIndexOf('/') + 1)) {
                case PROBABILITIES -> "FP32";
                case VALUES -> "FP64";
                default -> "BYTES";
            };
        }
    }

    static Signature of(String model, int version, String field, Manifest manifest) {
        InputEncoder encoder =
                manifest.encoder() instanceof PrefixedEncoder prefixed ? prefixed.source() : manifest.encoder();
        boolean sequence = encoder instanceof SequenceEncoder || encoder instanceof ClipEncoder;
        return new Signature(
                model,
                version,
                field,
                columns(encoder),
                steps(encoder),
                isExact(encoder),
                outputs(manifest.codec(), sequence));
    }

    private static int steps(InputEncoder encoder) {
        if (encoder instanceof ClipEncoder clips) {
            return clips.steps();
        }
        return encoder instanceof SequenceEncoder sequences ? sequences.steps() : 0;
    }

    private static boolean isExact(InputEncoder encoder) {
        if (encoder instanceof ClipEncoder clips) {
            return clips.least() == clips.steps();
        }
        return !(encoder instanceof SequenceEncoder sequences) || sequences.exact();
    }

    private static List<Column> columns(InputEncoder encoder) {
        if (encoder instanceof FeatureEncoder rows) {
            return columns(rows.columns());
        }
        if (encoder instanceof SequenceEncoder sequences) {
            return columns(sequences.columns());
        }
        if (encoder instanceof TextEncoder texts) {
            return List.of(new Column(texts.column(), false));
        }
        if (encoder instanceof BagEncoder bags) {
            return List.of(new Column(bags.column(), false));
        }
        if (encoder instanceof ClipEncoder) {
            return List.of(new Column(CLIP, false));
        }
        return encoder instanceof PictureEncoder ? List.of(new Column(IMAGE, false)) : List.of();
    }

    private static List<Column> columns(List<ColumnEncoder> encoders) {
        return encoders.stream()
                .map(column -> new Column(column.name(), column instanceof ColumnEncoder.Numeric))
                .toList();
    }

    private static List<Tensor> outputs(TargetCodec codec, boolean sequence) {
        List<Integer> shape = new ArrayList<>(List.of(ANY));
        if (codec instanceof TargetCodec.Steps steps) {
            shape.add(sequence && steps.asInput() ? ANY : steps.steps());
        }
        List<Tensor> outputs = new ArrayList<>();
        add(codec.ofOne(), "", shape, outputs);
        return outputs;
    }

    private static void add(TargetCodec codec, String prefix, List<Integer> shape, List<Tensor> outputs) {
        if (codec instanceof TargetCodec.Classes classes) {
            add(prefix + LABEL, shape, 1, outputs);
            add(prefix + PROBABILITIES, shape, classes.categories().size(), outputs);
        } else if (codec instanceof TargetCodec.Labels labels) {
            add(prefix + PROBABILITIES, shape, labels.labels().size(), outputs);
        } else if (codec instanceof TargetCodec.Values values) {
            add(prefix + VALUES, shape, values.columns().size(), outputs);
        } else if (codec instanceof TargetCodec.Tokens) {
            add(prefix + TEXT, shape, 1, outputs);
        } else if (codec instanceof TargetCodec.Several several) {
            several.heads().forEach(head -> add(head.codec(), prefix + head.name() + "/", shape, outputs));
        } else if (codec instanceof TargetCodec.Example example && example.encoder() instanceof BagEncoder) {
            add(prefix + TEXT, shape, 1, outputs);
        } else if (codec instanceof TargetCodec.Example example) {
            boolean rows = example.encoder() instanceof FeatureEncoder;
            add(
                    prefix + (rows ? ROW : IMAGE),
                    shape,
                    rows ? columns(example.encoder()).size() : 1,
                    outputs);
        }
    }

    private static void add(String name, List<Integer> shape, int width, List<Tensor> outputs) {
        List<Integer> whole = new ArrayList<>(shape);
        whole.add(width);
        outputs.add(new Tensor(name, whole));
    }

    /**
     * Refuses a model that tables have no room for.
     *
     * @throws Problem {@code not_available} for clips
     */
    void checkTables() {
        if (isOfClips()) {
            throw Problem.notAvailable(
                    "this model reads clips, lists of pictures, for which a table has no room; JSON and the inference protocols do");
        }
    }

    /** Whether an example is a list of files. */
    public boolean isOfClips() {
        return field.equals("clips");
    }

    public boolean isAllNumeric() {
        return columns.stream().allMatch(Column::numeric);
    }

    /** Whether an example is a sequence of rows. */
    public boolean isOfSequences() {
        return steps > 0;
    }

    /** Whether an example is one text, or one file in base64. */
    public boolean isOfOne() {
        return field.equals("texts") || isOfFiles();
    }

    /** Whether an example is a file. */
    public boolean isOfFiles() {
        return field.equals("images");
    }

    /** A row from its cells in the model's order; cells beyond the columns get names that no column has. */
    public Map<String, @Nullable Object> row(List<? extends @Nullable Object> cells) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(columns.stream().map(Column::name).toList());
        for (int i = 0; i < cells.size(); i++) {
            row.put(i < names.size() ? names.get(i) : "number " + (i + 1), cells.get(i));
        }
        return row;
    }

    /** Examples of a protocol as the native call lists them. */
    public Asked asked(List<? extends @Nullable Object> examples) {
        return new Asked(Map.of(field, examples));
    }
}
