package dev.trainyard.bench.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Rows of a table by the numbers of words; DJL's own asks for a vocabulary of words. */
final class TorchEmbedding extends AbstractBlock {

    private final int units;
    private final Parameter table;

    TorchEmbedding(int vocabulary, int units) {
        this.units = units;
        this.table = addParameter(Parameter.builder()
                .setName("embedding")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(vocabulary, units))
                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        var words = inputs.head().toType(DataType.INT64, false);
        var rows = store.getValue(table, words.getDevice(), training);
        return Embedding.embedding(words, rows, SparseFormat.DENSE);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0].add(units)};
    }

    @Override
    public void prepare(Shape[] inputs) {
        // the table's shape is known from the start
    }
}
