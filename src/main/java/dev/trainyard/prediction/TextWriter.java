package dev.trainyard.prediction;

import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Tokenizer;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.plan.Task;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Writes a text on: each token is drawn by the probabilities that the network tells from the tokens before, as many of them
 * as it reads.
 */
final class TextWriter {

    private final TextEncoder encoder;
    private final Vocabulary vocabulary;
    private final Tokenizer tokenizer;
    private final OnnxNetwork network;
    private final @Nullable OnnxDecoder decoder;

    private TextWriter(TextEncoder encoder, OnnxNetwork network, @Nullable OnnxDecoder decoder) {
        this.encoder = encoder;
        this.vocabulary = encoder.vocabulary();
        this.tokenizer = new Tokenizer(vocabulary);
        this.network = network;
        this.decoder = decoder;
    }

    /**
     * The writer of a model that was trained to write texts on.
     *
     * @param decoder that reads token after token, null where there is none
     */
    static Optional<TextWriter> of(Manifest manifest, OnnxNetwork network, @Nullable OnnxDecoder decoder) {
        return manifest.task() == Task.TEXT_GENERATION
                        && manifest.encoder() instanceof TextEncoder encoder
                        && manifest.codec() instanceof TargetCodec.Tokens
                ? Optional.of(new TextWriter(encoder, network, decoder))
                : Optional.empty();
    }

    /** A prompt such as the training text has: how long it is does not matter. */
    String example() {
        return String.valueOf(new TextReader(encoder).example());
    }

    /** What is written after a prompt. */
    Continued write(Continuation asked, long seed) {
        asked.checkIsOfTexts();
        if (asked.picture() != null) {
            String message = "this model writes texts on after a prompt and knows no images; leave them out";
            throw new Problem(
                    ProblemType.INVALID_PREDICTION_INPUT,
                    message,
                    List.of(new Violation("/images", "unknown_field", message)));
        }
        TokenDraw draw =
                new TokenDraw(vocabulary.size(), vocabulary::isToken, asked.temperatureOr(1), new Random(seed));
        List<Integer> text = start(asked.prompt());
        List<Warning> warnings = warnings(text);
        int from = text.size();
        CarriedSteps carried = decoder == null ? null : new CarriedSteps(decoder);
        for (int i = 0; i < asked.lengthOr(Continuation.USUAL_LENGTH); i++) {
            text.add(draw.of(next(text, carried), 0));
        }
        int[] written = text.subList(from, text.size()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        return new Continued(tokenizer.text(written), seed, warnings);
    }

    /** The prompt's tokens; where there are none, the end of a line, after which a text begins. */
    private List<Integer> start(String prompt) {
        List<Integer> numbers = new ArrayList<>();
        for (int number : tokenizer.numbers(prompt)) {
            numbers.add(number);
        }
        if (numbers.isEmpty()) {
            numbers.add(tokenizer.numbers("\n")[0]);
        }
        return numbers;
    }

    private static List<Warning> warnings(List<Integer> prompt) {
        long unknown =
                prompt.stream().filter(number -> number == Vocabulary.UNKNOWN).count();
        return unknown == 0
                ? List.of()
                : List.of(new Warning(
                        "unknown_tokens",
                        null,
                        "%d of the %d tokens of the prompt were not among the training text's usual ones"
                                .formatted(unknown, prompt.size())));
    }

    /** How likely each token of the vocabulary comes next; a text that is longer than a window is read by its end alone. */
    private float[] next(List<Integer> text, @Nullable CarriedSteps carried) {
        int steps = encoder.length();
        int[] last = text.subList(Math.max(0, text.size() - steps), text.size()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        float[] window = new float[steps];
        int length = encoder.encode(last, window, 0);
        if (carried != null && text.size() <= steps) {
            return carried.last(window, length, 1);
        }
        float[] answers = network.answer(new Encoded(window, new int[] {length}), 1);
        return Arrays.copyOfRange(answers, (length - 1) * vocabulary.size(), length * vocabulary.size());
    }
}
