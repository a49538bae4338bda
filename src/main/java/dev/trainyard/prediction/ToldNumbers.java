package dev.trainyard.prediction;

import dev.trainyard.prediction.ExampleReader.Encoded;
import java.util.List;

/** Those of predictions: probabilities and values. */
record ToldNumbers(List<ToldNumber> numbers, AnswerDecoder decoder, OnnxNetwork network) implements Told {

    @Override
    public List<String> names() {
        return numbers.stream().map(ToldNumber::name).toList();
    }

    @Override
    public double[][] of(Encoded examples, int rows) {
        List<Prediction> answers = decoder.decode(network.answer(examples, rows), examples.lengths(), rows);
        double[][] told = new double[rows][numbers.size()];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < numbers.size(); i++) {
                told[row][i] = Told.finite(numbers.get(i).in(answers.get(row)));
            }
        }
        return told;
    }
}
