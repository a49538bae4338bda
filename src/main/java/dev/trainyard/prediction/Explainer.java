package dev.trainyard.prediction;

import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.prediction.Servable.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Explains answers: what is told by covering parts of the example, what is rebuilt by where its error lies. */
record Explainer(
        Manifest manifest,
        ExampleReader reader,
        AnswerDecoder decoder,
        OnnxNetwork network,
        Optional<StepwiseWriter> stepwise) {

    /**
     * An explanation of each number that each example was answered with; of a rebuilt one, of how far it is off.
     *
     * @param read the examples, encoded
     * @throws Problem {@code not_available}, {@code too_large}
     */
    List<List<Explanation>> explain(
            List<? extends @Nullable Object> examples, Read read, List<Prediction> predictions) {
        if (rebuilds()) {
            return explainRebuilt(examples, read, network.answer(read.encoded(), read.rows())).stream()
                    .map(List::of)
                    .toList();
        }
        List<Told> told = manifest.codec() instanceof TargetCodec.Tokens tokens
                ? texts(tokens, read)
                : predictions.stream().map(this::numbers).toList();
        ExampleReader source = reader instanceof PrefixedReader prefixed ? prefixed.source() : reader;
        Encoded encoded = source == reader ? read.encoded() : source.read(examples, new RowFindings(source.field()));
        List<List<Explanation>> explanations = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            explanations.add(new Occlusion(source, examples, encoded, i).explain(told.get(i)));
        }
        return explanations;
    }

    private Told numbers(Prediction prediction) {
        return new ToldNumbers(ToldNumber.of(prediction), decoder, network);
    }

    private List<Told> texts(TargetCodec.Tokens tokens, Read read) {
        if (stepwise.isPresent()) {
            return stepwise.get().told(read.encoded());
        }
        float[] answers = network.answer(read.encoded(), read.rows());
        return IntStream.range(0, read.rows())
                .<Told>mapToObj(row -> ToldTokens.whole(tokens, answers, row * tokens.width(), network))
                .toList();
    }

    /** Whether what it answers is what it reads. */
    private boolean rebuilds() {
        return manifest.codec() instanceof TargetCodec.Example example
                && example.encoder().getClass() == manifest.encoder().getClass();
    }

    /**
     * Where the error of each rebuilt example lies.
     *
     * @param rebuilt still encoded
     * @throws Problem {@code too_large}
     */
    List<Explanation> explainRebuilt(List<? extends @Nullable Object> examples, Read read, float[] rebuilt) {
        Occlusion.checkCount(
                examples.size(), reader instanceof RowReader ? Occlusion.MOST_ROWS : Occlusion.MOST_OTHERS);
        int width = manifest.encoder().width();
        List<Explanation> explanations = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            explanations.add(RebuildingError.of(read.encoded().values(), rebuilt, i, width)
                    .explained(manifest.encoder(), examples.get(i)));
        }
        return explanations;
    }
}
