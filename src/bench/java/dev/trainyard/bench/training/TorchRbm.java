package dev.trainyard.bench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.trainyard.json.Json;

/** One step of contrastive divergence (Hinton 2002) by array operations; the loss is the squared error of the reconstruction. */
final class TorchRbm implements TorchLesson {

    private static final float RATE = 0.05f;

    private final NDArray rows;
    private final NDArray weights;
    private final NDArray visible;
    private final NDArray hidden;

    TorchRbm(String definition, NDArray rows) {
        int units = Json.mapper().readTree(definition).get("hiddenUnits").asInt();
        NDManager manager = rows.getManager();
        long width = rows.getShape().get(1);
        this.rows = rows;
        weights = manager.randomNormal(0, 0.01f, new Shape(width, units), DataType.FLOAT32);
        visible = manager.zeros(new Shape(width));
        hidden = manager.zeros(new Shape(units));
    }

    @Override
    public double step(NDManager batch, NDArray which) {
        NDArray v0 = rows.get(which);
        v0.attach(batch);
        weights.tempAttach(batch);
        visible.tempAttach(batch);
        hidden.tempAttach(batch);
        NDArray p0 = hiddens(v0);
        NDArray h0 = batch.randomUniform(0, 1, p0.getShape()).lt(p0).toType(DataType.FLOAT32, false);
        NDArray v1 = Activation.sigmoid(h0.matMul(weights.transpose()).add(visible));
        NDArray p1 = hiddens(v1);
        float step = RATE / v0.getShape().get(0);
        weights.addi(v0.transpose().matMul(p0).sub(v1.transpose().matMul(p1)).muli(step));
        visible.addi(v0.sub(v1).sum(new int[] {0}).muli(step));
        hidden.addi(p0.sub(p1).sum(new int[] {0}).muli(step));
        return v0.sub(v1).square().mean().getFloat();
    }

    private NDArray hiddens(NDArray v) {
        return Activation.sigmoid(v.matMul(weights).add(hidden));
    }

    @Override
    public void close() {
        // its arrays belong to the manager of the rows
    }
}
