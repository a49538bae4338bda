package dev.trainyard.prediction;

import dev.trainyard.bundle.Decoding;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.PrefixedEncoder;
import dev.trainyard.bundle.Tokenizer;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes texts of examples token by token, by a network that reads what it has written. */
record StepwiseWriter(
        PrefixedEncoder encoder,
        OnnxNetwork network,
        @Nullable OnnxDecoder decoder) {

    /** The writer of a model whose network reads what it writes. */
    static Optional<StepwiseWriter> of(Manifest manifest, OnnxNetwork network, @Nullable OnnxDecoder decoder) {
        return manifest.encoder() instanceof PrefixedEncoder encoder
                ? Optional.of(new StepwiseWriter(encoder, network, decoder))
                : Optional.empty();
    }

    /** The likeliest text of each example, as far as the likeliest token at each step makes it. */
    Answers likeliest(Encoded examples) {
        List<Decoding.Text> texts = likeliestOf(examples);
        List<Prediction> predictions = new ArrayList<>();
        texts.forEach(text -> predictions.add(new Prediction.Text(text(text))));
        return new Answers(predictions, unfinished(texts));
    }

    private List<Decoding.Text> likeliestOf(Encoded examples) {
        Decoding decoding = decoding();
        return decoding.write(examples.values(), examples.lengths(), longest(), decoding::likeliest);
    }

    /** How likely each token of the likeliest texts is. */
    List<Told> told(Encoded examples) {
        return likeliestOf(examples).stream()
                .<Told>map(text -> new ToldTokens(encoder.written(), encoder, text.toArray(), network))
                .toList();
    }

    /** A text of one example, drawn; 0 is the usual temperature, the likeliest token at each step. */
    Continued write(Encoded example, Continuation asked, long seed) {
        Vocabulary vocabulary = encoder.written().vocabulary();
        TokenDraw draw =
                new TokenDraw(vocabulary.size(), vocabulary::canBeWritten, asked.temperatureOr(0), new Random(seed));
        List<Decoding.Text> texts =
                decoding().write(example.values(), example.lengths(), asked.lengthOr(longest()), draw::of);
        return new Continued(text(texts.get(0)), seed, unfinished(texts));
    }

    private Decoding decoding() {
        return new Decoding(
                encoder, (values, lengths, rows) -> network.answer(new Encoded(values, lengths), rows), decoder);
    }

    /**
     * The answers for examples whose texts are known, asked for one step after the other: row-major, as the whole network would
     * answer; null where it is the only one.
     */
    float @Nullable [] stepped(Encoded examples, int rows) {
        if (decoder == null) {
            return null;
        }
        int steps = encoder.written().steps();
        int vocabulary = encoder.written().vocabulary().size();
        int[] all = IntStream.range(0, rows).toArray();
        float[] answers = new float[rows * steps * vocabulary];
        Decoding.Steps carried = decoder.begin(examples.values(), examples.lengths(), rows);
        for (int step = 0; step < steps; step++) {
            float[] some = carried.next(step, all, encoder.tokens(examples.values(), step, all));
            for (int row = 0; row < rows; row++) {
                System.arraycopy(some, row * vocabulary, answers, (row * steps + step) * vocabulary, vocabulary);
            }
        }
        return answers;
    }

    private int longest() {
        return encoder.written().steps() - 1;
    }

    private String text(Decoding.Text text) {
        return new Tokenizer(encoder.written().vocabulary()).text(text.toArray());
    }

    private static List<Warning> unfinished(List<Decoding.Text> texts) {
        long count = texts.stream().filter(text -> !text.ended()).count();
        return count == 0
                ? List.of()
                : List.of(new Warning(
                        "text_unfinished",
                        null,
                        "%d of %d texts have as many tokens as they may have, and did not end there"
                                .formatted(count, texts.size())));
    }

    /**
     * The one example of a call.
     *
     * @param field that lists examples for this model
     * @throws Problem {@code invalid_prediction_input} when it is missing, or another one is given
     */
    static Object example(String field, Continuation asked) {
        asked.checkIsOfTexts();
        boolean picture = field.equals("images");
        @Nullable Object given = picture ? asked.picture() : asked.prompt();
        if (given == null || given.equals("")) {
            String wanted = picture ? "images" : "prompt";
            throw refused(
                    wanted,
                    "missing_field",
                    picture
                            ? "images is missing; this model writes the text of one picture, a file in base64"
                            : "prompt is missing; this model writes a text of the prompt");
        }
        if (picture && !asked.prompt().isEmpty()) {
            throw refused(
                    "prompt", "unknown_field", "this model writes of a picture and knows no prompt; leave it out");
        }
        if (!picture && asked.picture() != null) {
            throw refused("images", "unknown_field", "this model writes of a text and knows no images; leave them out");
        }
        return given;
    }

    private static Problem refused(String field, String code, String message) {
        return new Problem(
                ProblemType.INVALID_PREDICTION_INPUT, message, List.of(new Violation("/" + field, code, message)));
    }
}
