package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerDecoderTest {

    @Test
    void tellsEachOutputByItsName() {
        TargetCodec price = new TargetCodec.Values(List.of(new ColumnEncoder.Numeric("eur", 100, 10, 0, 0, 200)));
        TargetCodec kind = new TargetCodec.Classes("type", List.of("flat", "house", "hut"), 3);
        TargetCodec several = new TargetCodec.Several(
                List.of(new TargetCodec.Several.Head("price", price), new TargetCodec.Several.Head("kind", kind)));

        List<Prediction> decoded =
                new AnswerDecoder(several).decode(new float[] {2, 0.25f, 0.5f, 0.25f, -1, 0.75f, 0.25f, 0}, null, 2);

        assertThat(Json.mapper().writeValueAsString(decoded)).isEqualTo("""
                [{"outputs":{"price":{"value":120.0},"kind":{"label":"house","probabilities":{"flat":0.25,"house":0.5,"hut":0.25}}}},\
                {"outputs":{"price":{"value":90.0},"kind":{"label":"flat","probabilities":{"flat":0.75,"house":0.25,"hut":0.0}}}}]""");
    }

    @Test
    void survivesBeingWrittenAndRead() {
        TargetCodec several = new TargetCodec.Several(List.of(
                new TargetCodec.Several.Head("kind", new TargetCodec.Classes("type", List.of("flat", "house"), 1))));

        String written = Json.mapper().writerFor(TargetCodec.class).writeValueAsString(several);

        assertThat(Json.mapper().readValue(written, TargetCodec.class)).isEqualTo(several);
    }

    @Test
    void tellsTheLabelsOfAnOutputFromAnotherProbabilityOn() {
        TargetCodec sides = new TargetCodec.Labels(
                List.of(
                        new TargetCodec.Classes("left", List.of("no", "yes"), 1),
                        new TargetCodec.Classes("up", List.of("no", "yes"), 1)),
                "sides",
                "|");
        TargetCodec several = new TargetCodec.Several(List.of(new TargetCodec.Several.Head("sides", sides)));
        Predicted usual = new Predicted(
                "m", 1, new Answers(new AnswerDecoder(several).decode(new float[] {0.25f, 0.75f}, null, 1), List.of()));

        Prediction.Outputs low = (Prediction.Outputs)
                new AnswerForm(null, null, 0.2).of(usual).predictions().get(0);

        assertThat(((Prediction.Outputs) usual.predictions().get(0)).outputs().get("sides"))
                .isInstanceOfSatisfying(
                        Prediction.Labels.class,
                        labels -> assertThat(labels.labels()).containsExactly("up"));
        assertThat(((Prediction.Labels) low.outputs().get("sides")).labels()).containsExactly("left", "up");
    }
}
