package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.Output;
import dev.trainyard.problem.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeveralOutputsPlanTest {

    private static final String JOB = """
            {"datasetId":"houses","target":["price","kind"],
             "definition":{"kind":"graph","outputs":["kind","price"],"nodes":[
               {"type":"dense","name":"trunk","units":4,"inputs":["input"]},
               {"type":"dense","name":"kind","inputs":["trunk"]},
               {"type":"dense","name":"price","inputs":["trunk"]}]}%s}
            """;

    private final Planning planning = new Planning(new Data()
            .with(
                    "houses",
                    400,
                    Data.number("x"),
                    Data.number("y"),
                    Data.number("price"),
                    Data.classes("kind", 100, 150, 150)));

    @Test
    void findsTheOutputNamedAfterATarget() {
        ResolvedJob job = planning.valid(
                JOB.formatted(",\"training\":{\"lossWeights\":{\"price\":0.5},\"losses\":{\"price\":\"mae\"}}"));

        assertThat(job.output().heads())
                .containsExactly(
                        new Output.Head("price", Output.values(1)), new Output.Head("kind", Output.classes(3)));
        assertThat(job.training().losses())
                .containsEntry("price", Loss.MAE)
                .containsEntry("kind", Loss.CATEGORICAL_CROSSENTROPY);
        assertThat(job.training().lossWeights()).containsEntry("price", 0.5).containsEntry("kind", 1.0);
    }

    @Test
    void watchesTheMetricOfOneOutput() {
        planning.valid(
                JOB.formatted(
                        ",\"training\":{\"metrics\":[\"f1\",\"mae\"],\"earlyStopping\":{\"monitor\":\"validation/price/mae\"}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ,"training":{"losses":{"prize":"mse"}}                    | /training/losses/prize        | unknown_output
            ,"training":{"losses":{"kind":"mae","price":"hinge"}}     | /training/losses/price        | loss_mismatch
            ,"training":{"loss":"binaryCrossentropy"}                 | /training/loss                | loss_mismatch
            ,"training":{"lossWeights":{"kind":0,"price":0}}          | /training/lossWeights         | nothing_to_learn
            ,"training":{"metrics":["perplexity"]}                    | /training/metrics/0           | unknown_metric
            ,"training":{"earlyStopping":{"monitor":"validation/mae"}} | /training/earlyStopping/monitor | unknown_metric
            ,"training":{"classWeights":"balanced"}                   | /training/classWeights        | no_classes
            """)
    void saysWhatDoesNotFit(String more, String pointer, String code) {
        Plan plan = planning.plan(JOB.formatted(more));

        assertThat(plan.violations()).extracting(Violation::pointer).contains(pointer);
        assertThat(plan.violations()).extracting(Violation::code).contains(code);
    }

    @Test
    void wantsATargetForEachOutput() {
        Plan plan = planning.plan(JOB.formatted("").replace(",\"kind\"],\n", "],\n"));

        assertThat(plan.violations()).extracting(Violation::code).containsExactly("outputs_mismatch");
        assertThat(planning.plan("{\"datasetId\":\"houses\",\"training\":{\"losses\":{\"price\":\"mse\"}},%s}"
                                .formatted(Planning.NET))
                        .violations())
                .extracting(Violation::code)
                .containsExactly("one_output");
    }
}
