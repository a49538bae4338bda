package dev.trainyard.dataset.samples;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table as CSV with a header. */
record Table(List<String> columns, Rows rows) implements Content {

    /** Makes all rows, one after the other. */
    @FunctionalInterface
    interface Rows {
        Stream<List<String>> of(int count, double noise, Random random);
    }

    /** Makes one row that needs no other. */
    @FunctionalInterface
    interface Row {

        /**
         * Makes a row.
         *
         * @param index of the row, from 0
         * @param share index / number of rows
         * @param noise from 0 to 1
         */
        List<String> next(int index, double share, double noise, Random random);
    }

    /** Makes the rows of one sequence. */
    @FunctionalInterface
    interface Sequence {
        List<List<String>> next(int sequence, double noise, Random random);
    }

    Table {
        columns = List.copyOf(columns);
    }

    static Table ofRows(List<String> columns, Row row) {
        return new Table(
                columns,
                (count, noise, random) ->
                        IntStream.range(0, count).mapToObj(i -> row.next(i, (double) i / count, noise, random)));
    }

    /** As many whole sequences of one length as hold the rows. */
    static Table ofSequences(List<String> columns, int length, Sequence sequence) {
        return new Table(
                columns,
                (count, noise, random) -> IntStream.range(0, (count + length - 1) / length)
                        .boxed()
                        .flatMap(i -> sequence.next(i, noise, random).stream()));
    }

    @Override
    public byte[] bytes(int count, double noise, Random random) {
        return Stream.concat(Stream.of(columns), rows.of(count, noise, random))
                .map(cells -> cells.stream().map(Table::written).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String written(String cell) {
        return cell.chars().anyMatch(sign -> sign == ',' || sign == '"' || sign == '\n')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }
}
