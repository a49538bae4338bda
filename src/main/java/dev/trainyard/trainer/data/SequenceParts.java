package dev.trainyard.trainer.data;

import dev.trainyard.plan.Cutting;
import dev.trainyard.plan.Cutting.Cut;
import dev.trainyard.plan.Cutting.Segment;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Which examples of some sequences serve which purpose; no answer that is trained on lies behind one that is held back. */
record SequenceParts(List<Cut> train, List<Cut> validation, List<Cut> test, int left) {

    /** Divides one file by the job's split. */
    static SequenceParts of(ResolvedJob job, Examples.Sequences how, Sequences sequences) {
        return job.split().by() == Split.By.TIME
                ? byTime(job.split(), how, sequences)
                : bySequence(job, how, sequences);
    }

    private static SequenceParts byTime(Split split, Examples.Sequences how, Sequences sequences) {
        Cutting cutting = new Cutting(how);
        List<List<Cut>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Segment series : sequences.all()) {
            List<Segment> segments = Cutting.segments(series, split);
            for (int part = 0; part < segments.size(); part++) {
                parts.get(part).addAll(cutting.of(series, segments.get(part)));
            }
        }
        return answered(parts.get(0), parts.get(1), parts.get(2), sequences);
    }

    private static SequenceParts bySequence(ResolvedJob job, Examples.Sequences how, Sequences sequences) {
        List<List<Cut>> units = units(how, sequences);
        RowSplit split = RowSplit.draw(
                groups(job, how, sequences, units), job.split(), job.training().seed());
        return answered(
                cuts(units, split.train()), cuts(units, split.validation()), cuts(units, split.test()), sequences);
    }

    /** What stays together: the examples of a sequence, or each row where each is an example. */
    private static List<List<Cut>> units(Examples.Sequences how, Sequences sequences) {
        Cutting cutting = new Cutting(how);
        List<List<Cut>> units = new ArrayList<>();
        for (Segment series : sequences.all()) {
            List<Cut> cuts = cutting.of(series, series);
            if (how.mode() == Sequence.Mode.ONE_TO_ONE) {
                cuts.forEach(cut -> units.add(List.of(cut)));
            } else {
                units.add(cuts);
            }
        }
        return units;
    }

    private static List<int[]> groups(
            ResolvedJob job, Examples.Sequences how, Sequences sequences, List<List<Cut>> units) {
        boolean told = job.output().isOneClass() && job.output().steps() == 0;
        if (!(told && job.split().stratify())
                || units.size() != sequences.labels().size()) {
            int[] usable = IntStream.range(0, units.size())
                    .filter(unit -> !units.get(unit).isEmpty())
                    .toArray();
            return List.of(usable);
        }
        Map<String, IntStream.Builder> classes = new TreeMap<>();
        for (int unit = 0; unit < units.size(); unit++) {
            classes.computeIfAbsent(sequences.labels().get(unit), label -> IntStream.builder())
                    .add(unit);
        }
        return classes.values().stream()
                .map(builder -> builder.build().toArray())
                .toList();
    }

    private static List<Cut> cuts(List<List<Cut>> units, int[] chosen) {
        return Arrays.stream(chosen).mapToObj(units::get).flatMap(List::stream).toList();
    }

    /** All examples of a file that is a part by itself. */
    static List<Cut> all(Examples.Sequences how, Sequences sequences) {
        List<Cut> cuts = new ArrayList<>();
        Cutting cutting = new Cutting(how);
        sequences.all().forEach(series -> cuts.addAll(cutting.of(series, series)));
        return answered(cuts, List.of(), List.of(), sequences).train();
    }

    /** Leaves out the examples whose answer is not known. */
    private static SequenceParts answered(List<Cut> train, List<Cut> validation, List<Cut> test, Sequences sequences) {
        List<List<Cut>> kept = new ArrayList<>();
        int all = 0;
        for (List<Cut> part : List.of(train, validation, test)) {
            all += part.size();
            kept.add(part.stream().filter(cut -> isAnswered(cut, sequences)).toList());
        }
        int rest = kept.stream().mapToInt(List::size).sum();
        return new SequenceParts(kept.get(0), kept.get(1), kept.get(2), all - rest);
    }

    private static boolean isAnswered(Cut cut, Sequences sequences) {
        return sequences.answered().nextClearBit(cut.target()) >= cut.target() + cut.answers();
    }
}
